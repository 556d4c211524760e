# Installs every layer with its headers, the command, and the package files that find_package(holdall) reads.
include(CMakePackageConfigHelpers)

set(holdall_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/holdall)
foreach(layer core audit schemas formats exporter importer)
  if(NOT TARGET holdall_${layer})
    continue()
  endif()
  install(TARGETS holdall_${layer} EXPORT holdall ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${layer}/*.h)
  foreach(header ${headers})
    cmake_path(GET header PARENT_PATH folder)
    install(FILES ${PROJECT_SOURCE_DIR}/${header} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/holdall/${folder})
  endforeach()
endforeach()
if(TARGET holdall)
  install(TARGETS holdall RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

install(EXPORT holdall NAMESPACE holdall:: FILE holdallTargets.cmake DESTINATION ${holdall_package_dir})
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/holdallConfig.cmake.in ${PROJECT_BINARY_DIR}/holdallConfig.cmake
  INSTALL_DESTINATION ${holdall_package_dir})
# Below 1.0 the interface may change with every minor version.
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/holdallConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(
  FILES ${PROJECT_BINARY_DIR}/holdallConfig.cmake ${PROJECT_BINARY_DIR}/holdallConfigVersion.cmake
  DESTINATION ${holdall_package_dir})
