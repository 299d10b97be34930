# Shared by the run.cmake of each example: include it where BUILD, SCRATCH and EXAMPLE are set.
#
# Installs BUILD into SCRATCH/installed and builds the project in folder EXAMPLE against what was
# installed. Leaves `prefix`, where that is, and `run(PROGRAM ARGUMENTS…)`, which stops at a failure and
# leaves the standard output in `said`.
set(prefix ${SCRATCH}/installed)
file(REMOVE_RECURSE ${SCRATCH})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE complained)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${said}${complained}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${EXAMPLE} -B ${SCRATCH}/build -D CMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${SCRATCH}/build)
