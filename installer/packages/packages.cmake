# The packages: Debian's, one for each component, and an archive with everything.

get_cmake_property(components COMPONENTS)

# --- papers that each Debian package carries ---------------------------------------------

file(READ ${CMAKE_CURRENT_LIST_DIR}/debian-release release)
string(STRIP "${release}" release)
execute_process(COMMAND sh -c ". /etc/os-release && echo $ID$VERSION_ID" OUTPUT_VARIABLE built_on OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
string(REPLACE "debian" "deb" built_on "${built_on}")

set(papers ${CMAKE_CURRENT_BINARY_DIR}/papers)
set(debian_version ${PROJECT_VERSION}-${release}~${built_on})
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in ${papers}/changelog.Debian @ONLY)
execute_process(COMMAND ${GZIP} -9nkf ${papers}/changelog.Debian COMMAND_ERROR_IS_FATAL ANY)
foreach(component application torch gimp krita)
  if(NOT component IN_LIST components)
    continue()
  endif()
  set(package noiseloom-${component})
  set(copyright copyright)
  if(component STREQUAL application)
    set(package noiseloom)
  elseif(component STREQUAL torch)
    set(copyright copyright-torch)
    install(DIRECTORY ${torch_libraries}/../licences/ DESTINATION share/doc/${package}/licences COMPONENT torch OPTIONAL)
  endif()
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/${copyright} DESTINATION share/doc/${package} RENAME copyright COMPONENT ${component})
  install(FILES ${papers}/changelog.Debian.gz DESTINATION share/doc/${package} COMPONENT ${component})
endforeach()

install(PROGRAMS ${CMAKE_CURRENT_LIST_DIR}/archive/install.sh ${CMAKE_CURRENT_LIST_DIR}/archive/uninstall.sh DESTINATION . COMPONENT archive)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/archive/README.txt ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION . COMPONENT archive)
install(FILES ${PROJECT_BINARY_DIR}/packages/needs.txt DESTINATION . COMPONENT archive OPTIONAL)   # package.sh makes it

# --- all of them -------------------------------------------------------------------------

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/generators.cmake)   # what differs between the two
set(CPACK_PACKAGE_NAME noiseloom)
set(CPACK_PACKAGE_VENDOR Noiseloom)
set(CPACK_PACKAGE_CONTACT "Noiseloom maintainers <maintainers@noiseloom.example>")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 2)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
string(REGEX REPLACE "^deb" "debian" system "${built_on}")
set(CPACK_PACKAGE_FILE_NAME noiseloom-${PROJECT_VERSION}-${system}-${CMAKE_SYSTEM_PROCESSOR})

# --- Debian's ----------------------------------------------------------------------------

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)   # xz takes ten minutes of a core for LibTorch
set(CPACK_DEBIAN_PACKAGE_RELEASE ${release}~${built_on})
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${torch_libraries})   # no package of Debian's has them
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(same_version "(= ${debian_version})")

set(CPACK_DEBIAN_APPLICATION_PACKAGE_NAME noiseloom)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_DEPENDS "fontconfig")
set(CPACK_DEBIAN_APPLICATION_PACKAGE_RECOMMENDS "noiseloom-torch, fonts-dejavu-core, qt6-wayland")
set(CPACK_DEBIAN_APPLICATION_PACKAGE_SUGGESTS "noiseloom-gimp, noiseloom-krita, fonts-noto-cjk")
set(CPACK_DEBIAN_APPLICATION_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/application/prerm)
set(CPACK_DEBIAN_APPLICATION_DESCRIPTION
  "diffusion models and their guidance as a graph of nodes\nA picture is the result of a graph: a model, a text, a guider that says how\nstrongly the text steers each step, a sampler. Guidance is a value on a wire\nhere, so its kinds can be looked into, compared and combined.\n\nThis package has the editor, the command line that runs the same files, and a\nsmall model to begin with. It computes with LibTorch, which the package\nnoiseloom-torch or Python's torch of the same version brings.")

set(CPACK_DEBIAN_TORCH_PACKAGE_NAME noiseloom-torch)
set(CPACK_DEBIAN_TORCH_PACKAGE_SECTION non-free/graphics)   # NVIDIA's two libraries and Intel's MKL within are no free software
set(CPACK_DEBIAN_TORCH_PACKAGE_ENHANCES noiseloom)
set(CPACK_DEBIAN_TORCH_DESCRIPTION
  "LibTorch for Noiseloom, the half for processors\nThe C++ libraries of PyTorch ${LibTorch_VERSION} that Noiseloom computes with, in a\nfolder of their own: no other program sees them. A machine that has Python's\ntorch of this version does not need this package; for NVIDIA cards that one\nis needed.")

set(CPACK_DEBIAN_GIMP_PACKAGE_NAME noiseloom-gimp)
set(CPACK_DEBIAN_GIMP_PACKAGE_DEPENDS "gimp, noiseloom ${same_version}")
set(CPACK_DEBIAN_GIMP_PACKAGE_ENHANCES gimp)
set(CPACK_DEBIAN_GIMP_DESCRIPTION
  "Noiseloom inside GIMP\nLets GIMP's layers and selections be filled, changed and extended by workflows\nof Noiseloom. Results come as new layers; GIMP stays usable meanwhile.")

set(CPACK_DEBIAN_KRITA_PACKAGE_NAME noiseloom-krita)
set(CPACK_DEBIAN_KRITA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_KRITA_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_KRITA_PACKAGE_DEPENDS "krita, python3-pyqt5, noiseloom (>= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_KRITA_PACKAGE_ENHANCES krita)
set(CPACK_DEBIAN_KRITA_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/krita/prerm)
set(CPACK_DEBIAN_KRITA_DESCRIPTION
  "Noiseloom inside Krita\nLets Krita's layers and selections be filled, changed and extended by workflows\nof Noiseloom. It is switched on in Krita's settings, under Python Plugin Manager.")

include(CPack)
