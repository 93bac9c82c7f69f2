/* content.h — the documents that acts carry, as structs: what a claim, an answer, an offer, a decision says.
 *
 * The tables are content.def; content_decode() checks what a table can say, the functions below what it
 * cannot (codes, fact names and types, remedies). Nothing here knows the dispute: that is decide()'s part.
 * Ownership: borrows from the nodes.
 */
#pragma once

#include "core/dispute.h"
#include "core/schema.h"

/* The C type of each kind of member. */
#define TYPE_ARRAY   const struct node *
#define TYPE_OBJECT  const struct node *
#define TYPE_ANY     const struct node *
#define TYPE_TOKEN   struct str
#define TYPE_LINE    struct str
#define TYPE_TEXT    struct str
#define TYPE_WORD    struct str
#define TYPE_INT     int64_t
#define TYPE_INSTANT int64_t
#define TYPE_BOOL    bool

/* clang-format off */
/* struct claim_content { struct str reason; const struct node *ask; ... }, and so on for every document. */
#define DOCUMENT(name)                                      struct name##_content {
#define MEMBER(document, name, kind, need, min, max, words) TYPE_##kind name;
#define DOCUMENT_END(name)                                  };
#include "core/content.def"
#undef DOCUMENT
#undef MEMBER
#undef DOCUMENT_END
/* clang-format on */

enum document {
#define DOCUMENT(name) DOCUMENT_##name,
#define MEMBER(document, name, kind, need, min, max, words)
#define DOCUMENT_END(name)
#include "core/content.def"
#undef DOCUMENT
#undef MEMBER
#undef DOCUMENT_END
	DOCUMENT_COUNT
};

const struct schema *content_schema(enum document document);

/* Decodes the document into its struct (zeroed here first). STATUS_INVALID names the member. */
NODISCARD enum status content_decode(enum document document, const struct node *node, const char *at,
                                     void *ret, struct error *err);

/* A claim: known reason, remedies that may be asked, facts a party may assert. A draft may lack members. */
NODISCARD enum status content_decode_claim(const struct node *node, enum strictness strictness,
                                           const char *at, struct arena *arena, struct claim_content *ret,
                                           struct error *err);

/* Every member is a fact of the vocabulary with a value of its type, and none of those that the case itself
 * gives (claim.*, evidence.phase, time.today). STATUS_INVALID names it. `facts` may be NULL. */
NODISCARD enum status content_check_facts(const struct node *facts, const char *at, struct arena *arena,
                                          struct error *err);
NODISCARD enum status content_check_fact(struct str name, const struct node *value, const char *at,
                                         struct arena *arena, struct error *err);

/* An array of distinct remedies that a party may ask for. */
NODISCARD enum status content_check_asks(const struct node *asks, const char *at, struct error *err);
