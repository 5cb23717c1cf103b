"""The service: channels, intake, sending, jobs, pages.

Linear algebra keeps to one thread, in every process and those that it starts: the threads of OpenBLAS and OpenMP do not
live on in a forked process, which then waits for them for ever, and they would take all cores from those who are
answered meanwhile.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # read when numpy is first imported
