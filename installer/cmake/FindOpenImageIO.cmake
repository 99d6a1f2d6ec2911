# OpenImageIO through pkg-config. Its own CMake files name every program and every include folder
# that it was built with, so with Debian's packages they fail unless OpenCV's headers, Qt 5 and
# openimageio-tools are installed too: 100 packages (470 MB) that nothing here uses.
find_package(PkgConfig REQUIRED)
pkg_check_modules(OpenImageIO IMPORTED_TARGET GLOBAL OpenImageIO)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenImageIO REQUIRED_VARS OpenImageIO_LIBRARIES VERSION_VAR OpenImageIO_VERSION)

if(OpenImageIO_FOUND AND NOT TARGET OpenImageIO::OpenImageIO)
  add_library(OpenImageIO::OpenImageIO ALIAS PkgConfig::OpenImageIO)
endif()
