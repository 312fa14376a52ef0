// A dialog of the staff's pages: opens over the page, takes the focus, gives it back where it was.
import type { ComponentChildren } from "preact";
import { Icon } from "../components/icon/icon.tsx";
import { t } from "../lib/i18n.ts";
import { useModal } from "../lib/modal.ts";

interface Props {
    id: string;
    title: string;
    under?: ComponentChildren;
    close: () => void;
    children: ComponentChildren;
}

export function Dialog({ id, title, under, close, children }: Props) {
    const box = useModal();
    return (
        <dialog ref={box} class="dialog" aria-labelledby={`${id}-title`} onClose={close} onCancel={close}>
            <div class="dialog-head">
                <div>
                    <h2 id={`${id}-title`}>{title}</h2>
                    {under}
                </div>
                <button type="button" class="button button-second" onClick={close}>
                    <Icon name="cross" />
                    {t("dialog.close")}
                </button>
            </div>
            {children}
        </dialog>
    );
}
