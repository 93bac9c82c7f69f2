/* statement.h — what a party signs: one short text that says who says what, where, when and about which
 * bytes.
 *
 * The format is api-spec/statement.md, byte for byte: fixed line order, one spelling per value. A text that
 * parses is re-emitted identically by statement_put(); nothing is ever normalised.
 * Parsed values borrow from the text; the arrays and decoded names are in the arena.
 * Limits: STATEMENT_BYTES_MAX for the whole, STATEMENT_LINE_MAX per line without its newline,
 * STATEMENT_FILES_MAX file lines, STATEMENT_TEXTS_MAX text lines. The nonce, the head and the signature are
 * judged elsewhere: nonce and head by whoever holds the history, the signature by signed_statement.h.
 */
#pragma once

#include "core/id.h"
#include "crypto/digest.h"

#define STATEMENT_FIRST_WORD    "sanbao-statement/v1"

#define STATEMENT_BYTES_MAX     KIB(64)
#define STATEMENT_LINE_MAX      1024
#define STATEMENT_FILES_MAX     64
#define STATEMENT_TEXTS_MAX     16
#define STATEMENT_NONCE_BYTES   16
#define STATEMENT_TIME_SLACK_MS INT64_C(600000)        /* ten minutes either way */
#define STATEMENT_SIZE_MAX      INT64_C(1099511627776) /* of one file or text: 1 TiB; servers allow less */

enum statement_kind {
#define KIND(name, token, has_dispute, texts_min, texts_max, files_max, contents_min) STATEMENT_##name,
#include "crypto/statement.def"
#undef KIND
	STATEMENT_KIND_COUNT
};

/* A file or a text that the statement names: the content itself travels beside it. */
struct statement_content {
	struct digest digest;
	int64_t size;            /* bytes */
	struct str form;         /* of a file the claimed media type, of a text its language */
	struct str encoded_name; /* as it stands in the line */
	struct str name;         /* decoded */
	size_t line;             /* where it stands, counted from 1 */
};

struct statement {
	enum statement_kind kind;
	struct str service; /* host name of the service that is addressed */
	struct id dispute;  /* zero when the kind has none */
	struct str role;    /* buyer, seller, arbiter, ... */
	struct str party;
	int64_t time_ms; /* whole seconds */
	uint8_t nonce[STATEMENT_NONCE_BYTES];
	struct digest head; /* of the history that the signer saw; zero for an empty one, and when the kind
	                       has none */
	size_t file_count;
	const struct statement_content *files;
	size_t text_count;
	const struct statement_content *texts;
};

/* What the receiver knows and the statement must agree with. */
struct statement_expectation {
	enum statement_kind kind;
	struct str service;
	struct id dispute; /* ignored when the kind has none */
	struct str role;
	struct str party;
	int64_t now_ms;
};

/* One row of statement.def: what a statement of the kind must carry. */
struct statement_rule {
	struct str token;
	bool has_dispute;
	size_t texts_min;
	size_t texts_max;
	size_t files_max;
	size_t contents_min; /* files and texts together */
};

const struct statement_rule *statement_rule(enum statement_kind kind);
struct str statement_kind_token(enum statement_kind kind);
bool statement_kind_has_dispute(enum statement_kind kind);

/* STATEMENT_UNKNOWN_LINE: a line that the format does not have; the detail names it.
 * STATEMENT_MALFORMED: any other deviation; field is "line N". STATUS_LIMIT: too large, or arena exhausted.
 */
NODISCARD enum status statement_parse(struct str text, struct arena *arena,
                                      const struct statement **ret_statement, struct error *err);

/* Prints exactly the text that parses to this statement. encoded_name is printed, name is ignored. */
void statement_put(struct buf *buf, const struct statement *statement);

/* The time limit is STATEMENT_TIME_SLACK_MS. In this order: STATEMENT_KIND, WRONG_SERVICE, WRONG_DISPUTE,
 * WRONG_PARTY, STALE_TIME. */
NODISCARD enum status statement_check(const struct statement *statement,
                                      const struct statement_expectation *expectation, struct error *err);

/* Does the content that came with the statement agree with its line? DIGEST_MISMATCH names the line.
 * statement_check_text() finds the text by its decoded name; INVALID_VALUE when there is none. */
NODISCARD enum status statement_check_text(const struct statement *statement, struct str name,
                                           struct str content, struct error *err);
NODISCARD enum status statement_check_file(const struct statement *statement, size_t index,
                                           const struct digest *digest, int64_t size, struct error *err);

/* The next history head: SHA-256(head || SHA-256(envelope)). The head of an empty history is 32 zero bytes.
 */
struct digest head_next(const struct digest *head, struct str envelope);
