# Files of packages are not read.
