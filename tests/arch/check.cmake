# cmake -D RULE=includes|paths|files -P check.cmake    in the root of the tree
#
# includes: a third-party header may be included only by the layers that own it
# paths:    no file names a folder of somebody's machine, or the host of a package registry
# files:    no source is longer than 600 lines

# Pattern of the header, then the folders that may include it.
set(owners
  "yaml-cpp/"                "lib/workspace/|apps/"
  "nlohmann/"                "lib/workspace/|lib/sqltext/|lib/snapshot/|lib/registry/|lib/ship/|lib/tenant/|lib/testkit/|apps/|tests/"
  "openssl/"                 "lib/base/|lib/roles/|lib/tenant/"
  "crypt[.]h"                 "lib/tenant/"
  "libpq-fe[.]h|libpq/"      "lib/pg/|tests/support/|tests/bench/calls/"
  "pg_query[.]h"             "lib/sqltext/|tests/"
  "zlib[.]h"                 "lib/ship/|tests/"
  "CLI/"                     "apps/"
  "curl/|archive(_entry)?[.]h" "lib/registry/"
  "gtest/|gmock/|benchmark/" "tests/")

set(longest 600)
set(problems "")

function(report text)
  set(problems "${problems}  ${text}\n" PARENT_SCOPE)
endfunction()

# Every file that is ours: what Git would track, known without Git.
function(our_files result)
  file(GLOB_RECURSE files RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} LIST_DIRECTORIES false ${ARGN})
  list(FILTER files EXCLUDE REGEX "^(build|[.]git|[.]cache|extensions)/|(^|/)node_modules/")
  set(${result} ${files} PARENT_SCOPE)
endfunction()

function(check_includes)
  our_files(files lib/*.?pp apps/*.?pp tests/*.?pp)
  foreach(file IN LISTS files)
    file(STRINGS ${file} includes REGEX "^[ \t]*#[ \t]*include")
    set(rules ${owners})
    while(rules)
      list(POP_FRONT rules header folders)
      if(file MATCHES "^(${folders})")
        continue()
      endif()
      foreach(line IN LISTS includes)
        if(line MATCHES "[<\"](${header})")
          report("${file}: `${line}` belongs to ${folders}")
        endif()
      endforeach()
    endwhile()
  endforeach()
  set(problems "${problems}" PARENT_SCOPE)
endfunction()

function(check_paths)
  our_files(files *)
  set(machine "(^|[^A-Za-z0-9_.-])/(root|work|home|Users)/[A-Za-z]")
  set(registry "https?://[^/ ]*(registry|artifactory|nexus|mirror|proxy)[^/ ]*[.]|\"resolved\":")
  set(examples "https?://[^/ ]*[.]example[.](com|net|org)")  # reserved for documents (RFC 2606)
  foreach(file IN LISTS files)
    file(STRINGS ${file} lines REGEX "${machine}|${registry}")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "${examples}" "" rest "${line}")
      if(rest MATCHES "${machine}|${registry}")
        report("${file}: ${line}")
      endif()
    endforeach()
  endforeach()
  set(problems "${problems}" PARENT_SCOPE)
endfunction()

function(check_files)
  our_files(files lib/*.?pp apps/*.?pp tests/*.?pp)
  foreach(file IN LISTS files)
    file(READ ${file} text)
    string(REGEX MATCHALL "\n" ends "${text}")
    list(LENGTH ends lines)
    if(lines GREATER longest)
      report("${file}: ${lines} lines; split it by reason to change (at most ${longest})")
    endif()
  endforeach()
  set(problems "${problems}" PARENT_SCOPE)
endfunction()

cmake_language(CALL check_${RULE})
if(problems)
  message(FATAL_ERROR "${RULE}:\n${problems}")
endif()
