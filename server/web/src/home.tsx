// The front page: what this is, and the doors for those who came without a link.

import { Frame, Heading, publicPageStart } from "./frame";
import { t } from "./i18n";

function Home() {
	return (
		<Frame>
			<Heading focus={false}>{t("home_title")}</Heading>
			<p>{t("home_text")}</p>
			<ul class="doors">
				<li>
					<a class="card" href="/rights">
						<span class="card-title">{t("rights_title")}</span>
						<span class="quiet">{t("home_rights_text")}</span>
					</a>
				</li>
				<li>
					<a class="card" href="/buyer">
						<span class="card-title">{t("home_buyer")}</span>
						<span class="quiet">{t("home_buyer_text")}</span>
					</a>
				</li>
				<li>
					<a class="card" href="/seller">
						<span class="card-title">{t("home_seller")}</span>
						<span class="quiet">{t("home_seller_text")}</span>
					</a>
				</li>
				<li>
					<a class="card" href="/console">
						<span class="card-title">{t("home_console")}</span>
						<span class="quiet">{t("home_console_text")}</span>
					</a>
				</li>
				<li>
					<a class="card" href="/verify">
						<span class="card-title">{t("verify_title")}</span>
						<span class="quiet">{t("home_verify_text")}</span>
					</a>
				</li>
			</ul>
			<h2>{t("home_how")}</h2>
			<ol>
				<li>{t("home_step_file")}</li>
				<li>{t("home_step_answer")}</li>
				<li>{t("home_step_rules")}</li>
				<li>{t("home_step_person")}</li>
				<li>{t("home_step_check")}</li>
			</ol>
			<p>
				<a href="/openapi.yaml">{t("home_api")}</a>
			</p>
		</Frame>
	);
}

void publicPageStart(() => <Home />);
