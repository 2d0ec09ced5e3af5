# For those who like make; the two commands are bin/run and bin/test.
.PHONY: run test

run:
	bin/run

test:
	bin/test
