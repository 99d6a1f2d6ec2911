# How every library, program and test of the project is declared: one place for the language
# level, the warnings and where programs land (build/bin).

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers carry time stamps that ccache must be told to look past.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)

# -O3 makes our own code no faster (the time is spent inside LibTorch) and the build slower.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

function(noiseloom_flags target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers)
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(${target} PRIVATE -Wno-restrict)  # false alarms of GCC 12 on std::string (bug 105651)
  endif()
  if(NOISELOOM_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# noiseloom_library(NAME sources... LINKS targets...): a static library whose headers are
# included as "core/result.h" from nodes/ (or ui/, plugin/).
function(noiseloom_library target)
  cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
  add_library(${target} STATIC ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/nodes)
  target_link_libraries(${target} PUBLIC ${arg_LINKS})
  noiseloom_flags(${target})
endfunction()

function(noiseloom_program target)
  cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
  add_executable(${target} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${target} PRIVATE ${arg_LINKS})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
  noiseloom_flags(${target})
endfunction()

# noiseloom_test(NAME source LINKS targets...): one Qt Test program a file, run from the build
# folder with NOISELOOM_TEST_DATA naming tests/data.
function(noiseloom_test target)
  cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
  add_executable(${target} ${arg_UNPARSED_ARGUMENTS})
  set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${target} PRIVATE ${arg_LINKS} Qt6::Test)
  target_compile_definitions(${target} PRIVATE
    NOISELOOM_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data"
    NOISELOOM_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    NOISELOOM_BIN_DIR="${PROJECT_BINARY_DIR}/bin")
  noiseloom_flags(${target})
  add_test(NAME ${target} COMMAND ${target})
  set_tests_properties(${target} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen" TIMEOUT 600)
endfunction()

# Sources that use LibTorch share one precompiled header: its includes cost 8 to 18 s a file otherwise.
function(noiseloom_torch_pch target)
  target_precompile_headers(${target} PRIVATE <ATen/ATen.h> <algorithm> <cmath> <functional> <map> <memory> <optional> <span> <string> <string_view> <vector>)
endfunction()
