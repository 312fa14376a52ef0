// How the matrix of who may do what asks for photos: part of tests/api/access-matrix.test.mjs. `at` says whose child, day and class it is now.
import { png } from './picture.mjs'

const picture = { headers: { 'content-type': 'image/png' } }
const ofClass = (at) => `class=${encodeURIComponent(at().className)}`

export const photoCalls = (at, someAbsence) => ({
  photoConsent: (person) => person.get(`/children/${at().child}/photo-consent`),
  agreePhotos: (person) => person.post(`/children/${at().child}/photo-consent`, { agreed: false }),
  photoConsents: (person) => person.get(`/nurseries/n01/photo-consents?${ofClass(at)}`),
  // Nobody has agreed to photos of the child; a photo of a thing is the class's.
  addChildPhoto: (person) => person.post(`/children/${at().child}/contact-book/${at().bookDay}/photos`, png(), picture),
  addNotePhoto: (person) => person.post(`/nurseries/n01/contact-book/${at().bookDay}/photos?${ofClass(at)}`, png(), picture),
  // An absence without a disease needs no paper.
  papers: async (person) => person.get(`/children/${at().child}/absences/${await someAbsence()}/papers`),
  handInPaper: async (person) => person.post(`/children/${at().child}/absences/${await someAbsence()}/papers`, png(), picture),
  addPickupPhoto: (person) => person.post(`/children/${at().child}/pickup-persons/nobody/photo`, png(), picture),
  photo: (person) => person.get('/photos/nothing?link=1.1.a'),
  removePhoto: (person) => person.del('/photos/nothing'),
})
