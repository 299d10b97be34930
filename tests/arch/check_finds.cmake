# cmake -D RULE=… -D SCRATCH=DIR -P check_finds.cmake
#
# Plants one offence of each kind in a scratch tree and expects check.cmake to name its file.

set(planted "")

function(plant file text)
  file(WRITE ${SCRATCH}/${file} "${text}")
  set(planted ${planted} ${file} PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
if(RULE STREQUAL "includes")
  plant(lib/graph/src/a.cpp "#include <yaml-cpp/yaml.h>\n")
  plant(lib/engine/src/b.cpp "#include <libpq-fe.h>\n")
  plant(apps/pgmeta/c.hpp "  #  include \"pg_query.h\"\n")
elseif(RULE STREQUAL "paths")
  # Composed, so that the rule holds for this file too.
  foreach(folder IN ITEMS root work home Users)
    string(JOIN "/" path "" ${folder} projects)
    plant(docs/${folder}.md "run it in ${path}\n")
  endforeach()
  plant(b.json "{\"resolved\": \"somewhere\"}\n")
  string(JOIN "." host registry somewhere net)
  plant(c.txt "https://${host}/x\n")
elseif(RULE STREQUAL "files")
  string(REPEAT "// one; more [line]\n" 601 text)
  plant(lib/base/src/a.cpp "${text}")
endif()
# What must not be reported.
file(WRITE ${SCRATCH}/lib/workspace/src/fine.cpp "#include <yaml-cpp/yaml.h>\n// /var/lib/pgmeta https://registry.example.com\n")

execute_process(COMMAND ${CMAKE_COMMAND} -D RULE=${RULE} -P ${CMAKE_CURRENT_LIST_DIR}/check.cmake
                WORKING_DIRECTORY ${SCRATCH} RESULT_VARIABLE status ERROR_VARIABLE said)
if(status EQUAL 0)
  message(FATAL_ERROR "the rule found nothing")
endif()
foreach(file IN LISTS planted)
  if(NOT said MATCHES "${file}:")
    message(FATAL_ERROR "${file} was not found in:\n${said}")
  endif()
endforeach()
if(said MATCHES "fine[.]cpp")
  message(FATAL_ERROR "fine.cpp was reported:\n${said}")
endif()
