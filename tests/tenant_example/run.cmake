# cmake -D BUILD=DIR -D SCRATCH=DIR -P run.cmake
#
# Installs BUILD into SCRATCH, builds the example against what was installed, deploys the package it
# needs with the pgmeta that was installed, and runs it.
set(prefix ${SCRATCH}/installed)
set(database tenant_example)
file(REMOVE_RECURSE ${SCRATCH})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE complained)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${said}${complained}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${SCRATCH}/build -D CMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${SCRATCH}/build)
run(${prefix}/bin/pgmeta -C ${prefix}/share/pgmeta deploy --package auth-storage --createdb --yes
    --target dbname=${database})
run(${SCRATCH}/build/example dbname=${database})
set(expected "wrong password: 0\nsigned in: 1\nsame code again: 0\nevents: 2\n")
if(NOT said STREQUAL expected)
  message(FATAL_ERROR "expected:\n${expected}found:\n${said}")
endif()
