// One file of evidence, shown: images inline, other kinds to save. The bytes are fetched with the reader's
// token and shown as a blob; nothing that a party uploaded ever runs or is framed here.

import { useEffect, useState } from "preact/hooks";
import { getBlob } from "./api";
import { hex, sha256 } from "./bytes";
import { ProblemNotice } from "./frame";
import { sizeText } from "./format";
import { t } from "./i18n";
import type { EvidenceFile } from "./model";
import { type Problem, problemOf } from "./problem";

const SHOWN = /^image\/(jpeg|png|webp|gif)$/;

// What was sent is what was signed: the digest is computed again on what arrived. A rendition cannot be held to it.
export type Wholeness = "intact" | "broken" | "stripped";
type Fetched = { href: string; wholeness: Wholeness };

async function fetched(file: EvidenceFile): Promise<Fetched> {
	const type = SHOWN.test(file.type) ? file.type : "application/octet-stream";
	const { blob, stripped } = await getBlob(file.href, type);
	const intact = hex(await sha256(await blob.arrayBuffer())) === file.sha256;
	return {
		href: URL.createObjectURL(blob),
		wholeness: stripped ? "stripped" : intact ? "intact" : "broken",
	};
}

export const isImage = (file: EvidenceFile): boolean => SHOWN.test(file.type);

export function useFile(file: EvidenceFile | null): {
	found: Fetched | null;
	problem: Problem | null;
	retry: () => void;
} {
	const [found, setFound] = useState<Fetched | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [round, setRound] = useState(0);
	useEffect(() => {
		let gone = false;
		let href: string | null = null;
		setFound(null);
		setProblem(null);
		if (file !== null && isImage(file)) {
			fetched(file)
				.then((result) => {
					href = result.href;
					if (gone) {
						URL.revokeObjectURL(result.href);
					} else {
						setFound(result);
					}
				})
				.catch((thrown) => !gone && setProblem(problemOf(thrown)));
		}
		return () => {
			gone = true;
			if (href !== null) {
				URL.revokeObjectURL(href);
			}
		};
	}, [file?.href, round]);
	return { found, problem, retry: () => setRound(round + 1) };
}

export function saveBlob(blob: Blob, name: string): void {
	const href = URL.createObjectURL(blob);
	const link = document.createElement("a");
	link.href = href;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

export function SaveFile(props: { file: EvidenceFile }) {
	const { file } = props;
	const [problem, setProblem] = useState<Problem | null>(null);
	const save = () => {
		getBlob(file.href, "application/octet-stream")
			.then(({ blob }) => saveBlob(blob, file.name))
			.catch((thrown) => setProblem(problemOf(thrown)));
	};
	return (
		<>
			<button type="button" class="link" onClick={save}>
				{t("file_save")}
				<span class="hidden"> {file.name}</span>
			</button>
			{problem !== null && <ProblemNotice problem={problem} />}
		</>
	);
}

const WHOLENESS = {
	intact: { mark: "✓ ", text: "digest_intact", look: "intact" },
	broken: { mark: "✕ ", text: "digest_broken", look: "intact broken" },
	stripped: { mark: "", text: "digest_stripped", look: "quiet" },
} as const;

export function Intact(props: { wholeness: Wholeness; sha256: string }) {
	const { mark, text, look } = WHOLENESS[props.wholeness];
	return (
		<span class={look}>
			<span aria-hidden="true">{mark}</span>
			{t(text)} <code>{props.sha256.slice(0, 12)}…</code>
		</span>
	);
}

export function Exhibit(props: { file: EvidenceFile; caption: string }) {
	const { file } = props;
	const { found, problem, retry } = useFile(file);
	return (
		<figure class="exhibit">
			{found !== null && (
				<a href={found.href} target="_blank" rel="noreferrer">
					<img src={found.href} alt={props.caption || file.name} />
				</a>
			)}
			{problem !== null && <ProblemNotice problem={problem} retry={retry} />}
			<figcaption>
				<span class="file-name">{file.name}</span>
				<span class="quiet">{sizeText(file.size)}</span>
				{found !== null && <Intact wholeness={found.wholeness} sha256={file.sha256} />}
				<SaveFile file={file} />
			</figcaption>
		</figure>
	);
}
