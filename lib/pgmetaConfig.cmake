# For projects that test with pgmeta::testkit: find_package(pgmeta REQUIRED).
include(CMakeFindDependencyMacro)
find_dependency(fmt)
find_dependency(nlohmann_json)
find_dependency(OpenSSL)
find_dependency(PostgreSQL)
find_dependency(Threads)
find_dependency(yaml-cpp)
include(${CMAKE_CURRENT_LIST_DIR}/pgmetaTargets.cmake)
