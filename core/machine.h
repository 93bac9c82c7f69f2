/* machine.h — the life of a dispute as data, for programs and for the README's picture.
 *
 * Printed from the tables that the program itself runs on (lifecycle.def, duty.def, remedy.def), so it cannot
 * differ from what the server does. Pure; a failure is sticky in the printer's buf.
 */
#pragma once

#include "core/json.h"

/* GET /v1/meta/machine: {"phases":[...],"holds":[...],"closed_reasons":[...],"capacities":[...],
 * "events":[...],"commands":[{"command","statement","offered"}...],
 * "edges":[{"from","command","who":[...],"to","offered"}...],"duties":[...],"remedies":[...]}. */
void machine_print(struct printer *printer);

/* The moves between phases as a Graphviz graph; dashed where a later release offers them. */
void lifecycle_dot(struct buf *buf);
