# cmake -D BUILD=DIR -D SCRATCH=DIR -P run.cmake
#
# Installs BUILD into SCRATCH, builds the example against what was installed, deploys the package it
# needs with the pgmeta that was installed, and runs it.
set(EXAMPLE ${CMAKE_CURRENT_LIST_DIR})
set(database tenant_example)
include(${CMAKE_CURRENT_LIST_DIR}/../support/installed_example.cmake)

run(${prefix}/bin/pgmeta -C ${prefix}/share/pgmeta deploy --package auth-storage --createdb --yes
    --target dbname=${database})
run(${SCRATCH}/build/example dbname=${database})
set(expected "wrong password: 0\nsigned in: 1\nsame code again: 0\nevents: 2\n")
if(NOT said STREQUAL expected)
  message(FATAL_ERROR "expected:\n${expected}found:\n${said}")
endif()
