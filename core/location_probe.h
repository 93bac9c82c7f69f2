/* location_probe.h — whether bytes that stream by carry the marks under which cameras write where they stood.
 *
 * Pure; constant memory. For files of which no rendition can be made. It looks for the marks anywhere, so
 * it may see one where chance put it; it never reads past one that is there.
 * Caveat: what is compressed or encoded (a letter's attachments) is not looked into.
 * Source: ISO/IEC 14496-12 and 3GPP TS 26.244 8.10 ('loci'), QuickTime File Format (user data '©xyz',
 * com.apple.quicktime.location.ISO6709), Exif 2.32 4.7.2, ISO/IEC 23008-12 A.2 (item type 'Exif'), XMP.
 */
#pragma once

#include "core/base.h"

struct location_probe {
	uint64_t inverted; /* the last eight bytes, every bit turned: nothing before the file looks like a
	                      nought */
	bool found;
};

void location_probe_feed(struct location_probe *probe, struct bytes piece); /* begins zeroed */
