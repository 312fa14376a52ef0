// Draws the marks of lib/marks.ts wherever a text is drawn: readings above their kanji, lent and typed words with their language. An attribute,
// an option, a title hold letters only. It hangs into Preact's making of nodes, so that no page has to think of it.
import { type ComponentChild, type ComponentChildren, h, options, type VNode } from "preact";
import { isMarked, type Part, partsOf, plain } from "../../lib/marks.ts";
import "./marked.css";

// A reading is not said twice: the kanji already has its sound.
const drawn = ({ text, reading, lang }: Part): ComponentChild => {
    const words = reading === undefined ? text : h("ruby", null, text, h("rt", { "aria-hidden": "true" }, reading));
    return lang === undefined ? words : h("span", { lang }, words);
};

const LETTERS_ONLY = new Set(["option", "title", "textarea"]);
const bare = (child: ComponentChildren): ComponentChildren =>
    typeof child === "string" ? plain(child) : Array.isArray(child) ? child.map(bare) : child;

function drawText(node: { type: unknown; props: unknown }): void {
    if (typeof node.props !== "string" || !isMarked(node.props)) return;
    // One box: what stands in a row or a column of boxes must not fall apart into its words.
    const children = partsOf(node.props).map(drawn);
    node.type = "span";
    node.props = { children };
}

const before = options.vnode;
options.vnode = (node: VNode<Record<string, unknown>>): void => {
    if (node.type === null || node.type === undefined) drawText(node);
    else if (typeof node.type === "string") {
        const props = node.props;
        for (const name in props) {
            const value = props[name];
            if (name !== "children" && typeof value === "string" && isMarked(value)) props[name] = plain(value);
        }
        if (LETTERS_ONLY.has(node.type)) props["children"] = bare(props["children"] as ComponentChildren);
    }
    before?.(node);
};
