// A dialog over the page: opens as it is put there, takes the focus, and gives it back to where it was when it is taken away.
import { useEffect, useRef } from "preact/hooks";

export function useModal() {
    const box = useRef<HTMLDialogElement>(null);
    useEffect(() => {
        const dialog = box.current;
        const before = document.activeElement as HTMLElement | null;
        dialog?.showModal();
        return () => {
            if (dialog?.open) dialog.close();
            before?.focus();
        };
    }, []);
    return box;
}
