// The place where people add photos and other files: camera, gallery, drag and drop, paste.

import { useEffect, useRef, useState } from "preact/hooks";
import { problemTitle } from "./frame";
import { sizeText } from "./format";
import { t } from "./i18n";
import { useLimits } from "./meta";
import { ACCEPT, type UploadItem, type Uploads } from "./upload";

function stateText(item: UploadItem): string {
	switch (item.state) {
		case "hashing":
			return t("file_hashing");
		case "sending":
			return t("file_sending", {
				percent: item.size === 0 ? 0 : Math.floor((100 * Math.min(item.sent, item.size)) / item.size),
			});
		case "received":
			return t("file_received");
		case "failed":
			return item.problem === null ? t("file_failed") : problemTitle(item.problem);
	}
}

function Item(props: { item: UploadItem; uploads: Uploads }) {
	const { item, uploads } = props;
	return (
		<li class={`file ${item.state}`}>
			{item.preview === null ? (
				<span class="thumb" aria-hidden="true">
					{item.type.split("/")[0] === "image" ? "🖼" : "📄"}
				</span>
			) : (
				<img class="thumb" src={item.preview} alt="" />
			)}
			<div class="file-text">
				<span class="file-name">{item.name}</span>
				<span class="file-state">
					<span aria-hidden="true">
						{item.state === "received" ? "✓ " : item.state === "failed" ? "✕ " : ""}
					</span>
					{sizeText(item.size)} · {stateText(item)}
				</span>
				{item.state === "failed" && item.problem?.detail && (
					<span class="file-state">{item.problem.detail}</span>
				)}
				{item.state === "sending" && (
					<progress max={Math.max(1, item.size)} value={item.sent} aria-label={item.name} />
				)}
				{item.state === "received" && item.sha256 !== null && (
					<code class="digest">SHA-256 {item.sha256.slice(0, 16)}…</code>
				)}
			</div>
			<div class="file-acts">
				{item.state === "failed" && (
					<button type="button" class="link" onClick={() => uploads.retry(item.key)}>
						{t("try_again")}
						<span class="hidden"> {item.name}</span>
					</button>
				)}
				<button type="button" class="link" onClick={() => uploads.remove(item.key)}>
					{t("remove")}
					<span class="hidden"> {item.name}</span>
				</button>
			</div>
		</li>
	);
}

export function UploadField(props: { id: string; uploads: Uploads; error?: string | undefined }) {
	const { id, uploads } = props;
	const limits = useLimits();
	const most = limits.files_per_statement;
	const files = useRef<HTMLInputElement>(null);
	const camera = useRef<HTMLInputElement>(null);
	const [over, setOver] = useState(false);
	const [full, setFull] = useState(false);

	const take = (list: Iterable<File>) => {
		const room = most - uploads.items.value.length;
		const chosen = [...list];
		setFull(chosen.length > room);
		uploads.add(chosen.slice(0, Math.max(0, room)));
	};
	const chosen = (event: { currentTarget: HTMLInputElement }) => {
		take(event.currentTarget.files ?? []);
		event.currentTarget.value = ""; // so that the same file can be chosen again
	};
	useEffect(() => {
		const paste = (event: ClipboardEvent) => {
			const pasted = [...(event.clipboardData?.files ?? [])];
			if (pasted.length > 0) {
				take(pasted);
			}
		};
		document.addEventListener("paste", paste);
		return () => document.removeEventListener("paste", paste);
	}, [uploads]);

	return (
		<div class={props.error === undefined ? "field" : "field wrong"}>
			<p class="hint" id={`${id}-hint`}>
				{t("file_limits", {
					image: sizeText(limits.document_bytes),
					video: sizeText(limits.video_bytes),
					n: most,
				})}
			</p>
			{props.error !== undefined && <p class="error-text">{props.error}</p>}
			<div
				class={over ? "drop over" : "drop"}
				onDragOver={(event) => {
					event.preventDefault();
					setOver(true);
				}}
				onDragLeave={() => setOver(false)}
				onDrop={(event) => {
					event.preventDefault();
					setOver(false);
					take(event.dataTransfer?.files ?? []);
				}}
			>
				<div class="buttons">
					<button type="button" class="second" onClick={() => camera.current?.click()}>
						{t("take_photo")}
					</button>
					<button
						type="button"
						class="second"
						id={id}
						aria-describedby={`${id}-hint`}
						onClick={() => files.current?.click()}
					>
						{t("choose_files")}
					</button>
				</div>
				<p class="hint">{t("drop_here")}</p>
				<input
					ref={camera}
					hidden
					type="file"
					accept="image/*"
					capture="environment"
					onChange={chosen}
				/>
				<input
					ref={files}
					hidden
					type="file"
					accept={ACCEPT}
					multiple
					onChange={chosen}
					data-test="files"
				/>
			</div>
			{full && <p class="error-text">{t("too_many_files", { n: most })}</p>}
			<ul class="files" aria-live="polite" aria-label={t("your_files")}>
				{uploads.items.value.map((item) => (
					<Item key={item.key} item={item} uploads={uploads} />
				))}
			</ul>
		</div>
	);
}
