/** Why something is withdrawn, as an editor says it. */
export interface WhyInput {
	reason?: string | undefined;
	/** Whether readers are told, too. */
	reasonShown?: boolean | undefined;
}

/** The same as a change holds it: nothing without words. */
export const whyOf = ({ reason, reasonShown }: WhyInput): { reason?: string; reasonShown?: true } =>
	reason ? { reason, ...(reasonShown && { reasonShown }) } : {};
