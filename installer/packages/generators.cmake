# Read by CPack once for each kind of package.
cmake_policy(SET CMP0057 NEW)   # if(IN_LIST): no project sets policies here
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)   # in the archive there is no usr/
  set(offered application torch gimp krita)
  set(wanted "")
  foreach(component IN LISTS offered)
    if(component IN_LIST CPACK_COMPONENTS_ALL)
      list(APPEND wanted ${component})
    endif()
  endforeach()
  set(CPACK_COMPONENTS_ALL ${wanted})
else()
  set(CPACK_MONOLITHIC_INSTALL ON)
endif()
