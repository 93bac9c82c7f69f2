// Who is using this page: the token that the marketplace handed over in the address, and what it says.
//
// The token is kept in sessionStorage (it dies with the tab) and leaves the address bar at once, so that it
// is neither bookmarked nor shared. The server alone judges it; here it only opens the door to asking.

const TOKEN_ITEM = "sanbao.token";

export let token: string | null = null;

// Takes `#token=...` (optionally `&to=case/dsp_...`) out of the address.
export function sessionStart(): void {
	const fragment = new URLSearchParams(location.hash.slice(1));
	const handed = fragment.get("token");
	if (handed !== null) {
		const to = fragment.get("to");
		history.replaceState(null, "", location.pathname + (to === null ? "" : `#${to}`));
		sessionStorage.setItem(TOKEN_ITEM, handed);
	}
	token = sessionStorage.getItem(TOKEN_ITEM);
}

export function sessionEnd(): void {
	sessionStorage.removeItem(TOKEN_ITEM);
	token = null;
}
