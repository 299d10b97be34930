# cmake -D BUILD=DIR -D SCRATCH=DIR -P run.cmake
#
# Installs BUILD into SCRATCH, builds the example against what was installed, and runs it.
set(EXAMPLE ${CMAKE_CURRENT_LIST_DIR})
include(${CMAKE_CURRENT_LIST_DIR}/../support/installed_example.cmake)

run(${SCRATCH}/build/example)
