# LibTorch as the C++ half of the official torch wheel (installer/setup.sh fetches it).
# Only torch_cpu and c10 are linked: the CUDA half is loaded at run time where a driver is
# present, so one build serves both and a machine without a GPU starts three times faster.
#
# c10d over gloo, for training in several processes, is part of the official wheels; LibTorch_C10D_FOUND
# says whether it is there.
#
# Searched: -DNOISELOOM_LIBTORCH=DIR, $NOISELOOM_LIBTORCH, the project's cache folder.

set(NOISELOOM_LIBTORCH "$ENV{NOISELOOM_LIBTORCH}" CACHE PATH "Folder with LibTorch's include/ and lib/")
set(cache_home "$ENV{NOISELOOM_CACHE}")
if(NOT cache_home)
  if(DEFINED ENV{XDG_CACHE_HOME})
    set(cache_home "$ENV{XDG_CACHE_HOME}/noiseloom")
  else()
    set(cache_home "$ENV{HOME}/.cache/noiseloom")
  endif()
endif()
file(GLOB cached LIST_DIRECTORIES true "${cache_home}/libtorch-*")
list(SORT cached COMPARE NATURAL ORDER DESCENDING)

find_path(LibTorch_INCLUDE_DIR ATen/ATen.h
  HINTS ${NOISELOOM_LIBTORCH} ${cached} PATH_SUFFIXES include NO_DEFAULT_PATH)
get_filename_component(torch_root "${LibTorch_INCLUDE_DIR}" DIRECTORY)
find_library(LibTorch_TORCH_CPU torch_cpu HINTS ${torch_root}/lib NO_DEFAULT_PATH)
find_library(LibTorch_C10 c10 HINTS ${torch_root}/lib NO_DEFAULT_PATH)

set(LibTorch_C10D_FOUND OFF)
if(EXISTS "${LibTorch_INCLUDE_DIR}/torch/csrc/distributed/c10d/ProcessGroupGloo.hpp")
  set(LibTorch_C10D_FOUND ON)
endif()

set(LibTorch_VERSION "")
if(EXISTS "${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h")
  file(STRINGS "${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h" version_line REGEX "^ +\"[0-9.]+\"")
  string(REGEX MATCH "[0-9.]+" LibTorch_VERSION "${version_line}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_TORCH_CPU LibTorch_C10 LibTorch_INCLUDE_DIR
  VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "run 'bash installer/setup.sh', or point -DNOISELOOM_LIBTORCH at the torch folder of a torch wheel")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::LibTorch INTERFACE IMPORTED)
  target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE
    ${LibTorch_INCLUDE_DIR} ${LibTorch_INCLUDE_DIR}/torch/csrc/api/include)
  target_link_libraries(LibTorch::LibTorch INTERFACE ${LibTorch_TORCH_CPU} ${LibTorch_C10})
  target_compile_definitions(LibTorch::LibTorch INTERFACE NOISELOOM_LIBTORCH_DIR="${torch_root}")
endif()
