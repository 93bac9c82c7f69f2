// The messages between the sides, as a conversation.

import { actFor } from "./acts";
import { casePath, get } from "./api";
import { Ready } from "./frame";
import { timeText } from "./format";
import { t, tCode } from "./i18n";
import { useLoad } from "./load";
import { type Case, type Message, type Page, roleOf } from "./model";
import { hrefOf } from "./route";

export function CaseMessages(props: { view: Case }) {
	const { view } = props;
	const count = view.messages ?? 0;
	// Read again whenever the case has more messages than before.
	const loaded = useLoad(`${view.id}/${count}`, async () =>
		count === 0 ? [] : (await get<Page<Message>>(`${casePath(view.id)}/messages`)).items,
	);
	return (
		<section aria-label={t("messages_heading")}>
			<h2>{t("messages_heading")}</h2>
			<Ready loaded={loaded}>
				{(messages) =>
					messages.length === 0 ? (
						<p class="empty">{t("messages_none")}</p>
					) : (
						<ol class="messages">
							{/* Messages brought in at once share an id and a seq. */}
							{messages.map((message, position) => (
								<li
									key={position}
									class={roleOf(message.by) === view.side ? "message mine" : "message"}
								>
									<p class="quiet">
										{roleOf(message.by) === view.side
											? t("you")
											: tCode("role", roleOf(message.by))}{" "}
										· {timeText(message.at)}
									</p>
									<p class="message-text" lang={message.language ?? undefined}>
										{message.text}
									</p>
								</li>
							))}
						</ol>
					)
				}
			</Ready>
			{actFor(view, "messages") !== undefined && (
				<p>
					<a href={hrefOf("case", view.id, "messages")}>{t("act_message")}</a>
				</p>
			)}
		</section>
	);
}
