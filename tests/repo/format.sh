#!/bin/sh
# All C is formatted by .clang-format (clang-format 14). Mend it with: clang-format -i FILE
set -eu
cd "${1:-$(dirname "$0")/../..}"
find core crypto storage server tests -name '*.[ch]' -not -path '*/node_modules/*' 2>/dev/null | sort |
	xargs -r clang-format --dry-run -Werror 2>&1 | grep -E ': error:' && exit 1
exit 0
