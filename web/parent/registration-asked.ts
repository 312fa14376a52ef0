// Does a registration ask its family to do something now? Pure.
import type { ChildRegistrations } from "../lib/api.ts";

type Scope = ChildRegistrations["scopes"][number];

export function isAsked({ required, registration: one }: Scope): boolean {
    if (one === null) return required;
    switch (one.state) {
        case "draft":
        case "returned":
        case "suspended":
            return true;
        case "expired":
            return one.next.includes("submit");
        case "approved":
            return (one.next.includes("submit") && !one.renewal_asked) || one.confirm_due;
        case "submitted":
        case "refused":
        case "closed":
            return false;
    }
}
