/* exif_orientation.h — the one thing of a picture's EXIF data that must survive: which way is up.
 *
 * Pure. Source: EXIF 2.32, 4.6.4 (tag 0x0112); TIFF 6.0, sections 2 and 8.
 */
#pragma once

#include "core/base.h"

#define EXIF_ORIENTATION_BYTES 26

/* 1 to 8 as TIFF counts them; 0 when the data names none or is no TIFF. Reads within `tiff` only. */
uint8_t exif_orientation_find(struct bytes tiff);

/* TIFF data that says this orientation and nothing else. */
void exif_orientation_write(uint8_t orientation, uint8_t ret_tiff[EXIF_ORIENTATION_BYTES]);
