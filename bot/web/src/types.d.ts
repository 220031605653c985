/** The shapes of a conversation, for `tsc -p bot/web` (nothing of this is served). */
export type Button = { title: string; payload: string };
export type Source = { title: string; url?: string; verified_on?: string };
export type Reply = { text: string; buttons?: Button[]; card?: Record<string, any>; sources?: Source[] };
export type Said = { who: "vous"; text: string };
export type Answered = { who: "jalon"; reply: Reply; turn: number; last: boolean; verdict?: string };
export type Item = Said | Answered;
export type Sent = { text: string; payload?: string };
