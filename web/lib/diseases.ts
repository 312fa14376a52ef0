// Names of the disease codes, in the order parents look for them.
import type { DiseaseCode } from "./api.ts";
import { t } from "./i18n.ts";

export function diseaseWord(code: DiseaseCode): string {
    switch (code) {
        case "COLD": return t("disease.COLD");
        case "FLU_A": return t("disease.FLU_A");
        case "FLU_B": return t("disease.FLU_B");
        case "BRONCHITIS": return t("disease.BRONCHITIS");
        case "PNEUMONIA": return t("disease.PNEUMONIA");
        case "MYC": return t("disease.MYC");
        case "ASTHMA": return t("disease.ASTHMA");
        case "ASTHMATIC_BRONCHITIS": return t("disease.ASTHMATIC_BRONCHITIS");
        case "CROUP": return t("disease.CROUP");
        case "RSV": return t("disease.RSV");
        case "HMPV": return t("disease.HMPV");
        case "GAS": return t("disease.GAS");
        case "BACTERIAL_ENTERITIS": return t("disease.BACTERIAL_ENTERITIS");
        case "OTITIS": return t("disease.OTITIS");
        case "CONJUNCTIVITIS": return t("disease.CONJUNCTIVITIS");
        case "EKC": return t("disease.EKC");
        case "AHC": return t("disease.AHC");
        case "IMPETIGO": return t("disease.IMPETIGO");
        case "STR": return t("disease.STR");
        case "EXA": return t("disease.EXA");
        case "VAR": return t("disease.VAR");
        case "MUM": return t("disease.MUM");
        case "HFM": return t("disease.HFM");
        case "HER": return t("disease.HER");
        case "HSV": return t("disease.HSV");
        case "PCF": return t("disease.PCF");
        case "ERI": return t("disease.ERI");
        case "MEA": return t("disease.MEA");
        case "RUB": return t("disease.RUB");
        case "PER": return t("disease.PER");
        case "COVID": return t("disease.COVID");
        case "EHEC": return t("disease.EHEC");
        case "TB": return t("disease.TB");
        case "MEN": return t("disease.MEN");
        case "ZOS": return t("disease.ZOS");
        case "INJURY": return t("disease.INJURY");
        case "UNDIAGNOSED_FEVER": return t("disease.UNDIAGNOSED_FEVER");
        case "VOMITING": return t("disease.VOMITING");
        case "DIARRHOEA": return t("disease.DIARRHOEA");
        case "COUGH": return t("disease.COUGH");
        case "WHEEZE": return t("disease.WHEEZE");
        case "RASH": return t("disease.RASH");
        case "ABDOMINAL_PAIN": return t("disease.ABDOMINAL_PAIN");
        case "OTHER": return t("disease.OTHER");
    }
}
