// The buyer's page: my orders, my cases, filing a dispute, the case itself.

import { useState } from "preact/hooks";
import { CaseList } from "./case-list";
import { CasePage } from "./case-page";
import { get, request } from "./api";
import { Choices, ErrorSummary, errorOf, type FieldError } from "./fields";
import { DraftPage } from "./filing";
import { Frame, Heading, pageStart, Ready } from "./frame";
import { dayText, moneyText } from "./format";
import { t } from "./i18n";
import { useLoad } from "./load";
import type { ActResult, Card, Order, Page } from "./model";
import { type Problem, problemOf } from "./problem";
import { go, hrefOf, route } from "./route";

const ordersLoad = async (): Promise<Order[]> => (await get<Page<Order>>("/v1/orders")).items;

function orderHint(order: Order): string {
	const paid = order.facts?.["order.paid_minor"];
	const delivered = order.facts?.["time.delivered_at"];
	const parts = [order.ref];
	if (typeof paid === "number") {
		parts.push(moneyText({ minor: paid, currency: order.currency }));
	}
	if (typeof delivered === "string") {
		parts.push(t("delivered_on", { day: dayText(delivered) }));
	}
	return parts.join(" · ");
}

function NewDispute() {
	const loaded = useLoad("orders", ordersLoad);
	const [chosen, setChosen] = useState<string[]>([]);
	const [errors, setErrors] = useState<FieldError[]>([]);
	const [problem, setProblem] = useState<Problem | null>(null);
	const [busy, setBusy] = useState(false);

	const next = async (event: Event) => {
		event.preventDefault();
		setProblem(null);
		const order = chosen[0];
		if (order === undefined) {
			setErrors([{ field: "order", text: t("error_choose_order") }]);
			return;
		}
		setErrors([]);
		setBusy(true);
		try {
			const { dispute } = await request<ActResult>("POST", "/v1/disputes", { body: { order } });
			go("draft", dispute.id, "family");
		} catch (thrown) {
			setProblem(problemOf(thrown));
		} finally {
			setBusy(false);
		}
	};

	return (
		<div class="narrow-page">
			<a class="back" href={hrefOf()}>
				{t("back")}
			</a>
			<Ready loaded={loaded}>
				{(orders) =>
					orders.length === 0 ? (
						<>
							<Heading>{t("no_orders_title")}</Heading>
							<p>{t("no_orders_text")}</p>
						</>
					) : (
						<form noValidate onSubmit={next}>
							<ErrorSummary errors={errors} problem={problem} />
							<Choices
								heading
								id="order"
								label={t("ask_order")}
								error={errorOf(errors, "order")}
								choices={orders.map((order) => ({
									value: order.ref,
									label: order.title,
									hint: orderHint(order),
								}))}
								chosen={chosen}
								onChoose={setChosen}
							/>
							<button class="main" aria-disabled={busy}>
								{busy ? t("saving") : t("continue")}
							</button>
						</form>
					)
				}
			</Ready>
		</div>
	);
}

function Home() {
	const loaded = useLoad("cases", () => get<Page<Card>>("/v1/disputes?limit=50"));
	return (
		<>
			<Heading focus={false}>{t("buyer_home")}</Heading>
			<p>{t("buyer_home_text")}</p>
			<p>
				<a class="main button" href={hrefOf("new")}>
					{t("file_dispute")}
				</a>
			</p>
			<h2>{t("my_cases")}</h2>
			<Ready loaded={loaded}>{(page) => <CaseList first={page} empty={t("no_cases_buyer")} />}</Ready>
		</>
	);
}

function BuyerPage() {
	const [place, id, step, sub] = route.value;
	return (
		<Frame>
			{place === "new" ? (
				<NewDispute />
			) : place === "draft" && id !== undefined ? (
				<DraftPage key={id} id={id} step={step} back={sub === "change"} />
			) : place === "case" && id !== undefined ? (
				<CasePage key={id} id={id} rest={route.value.slice(2)} />
			) : (
				<Home />
			)}
		</Frame>
	);
}

void pageStart(["buyer"], () => <BuyerPage />);
