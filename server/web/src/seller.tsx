// The seller's page: the cases against me, the one that is due first on top, and the case itself.

import { CaseList } from "./case-list";
import { CasePage } from "./case-page";
import { get } from "./api";
import { Frame, Heading, pageStart, Ready } from "./frame";
import { t } from "./i18n";
import { useLoad } from "./load";
import type { Card, Page } from "./model";
import { route } from "./route";

function Home() {
	const loaded = useLoad("cases", () => get<Page<Card>>("/v1/disputes?limit=50"));
	return (
		<>
			<Heading focus={false}>{t("seller_home")}</Heading>
			<p>{t("seller_home_text")}</p>
			<Ready loaded={loaded}>{(page) => <CaseList first={page} empty={t("no_cases_seller")} />}</Ready>
		</>
	);
}

function SellerPage() {
	const [place, id] = route.value;
	return (
		<Frame>
			{place === "case" && id !== undefined ? (
				<CasePage key={id} id={id} rest={route.value.slice(2)} />
			) : (
				<Home />
			)}
		</Frame>
	);
}

void pageStart(["seller"], () => <SellerPage />);
