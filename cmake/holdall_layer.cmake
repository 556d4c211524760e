# A layer is a library with an include root of its own: build/include/<layer>/holdall/<layer> → the layer's folder.
# It sees its own root and those of the layers it links to, so an include against the arrows does not compile.
#
#   holdall_layer(NAME SOURCES … LAYERS lower… PRIVATE third-party…)
function(holdall_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;LAYERS;PRIVATE" ${ARGN})
  set(root ${PROJECT_BINARY_DIR}/include/${name})
  file(MAKE_DIRECTORY ${root}/holdall)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${name} ${root}/holdall/${name} SYMBOLIC)

  add_library(holdall_${name} STATIC ${arg_SOURCES})
  add_library(holdall::${name} ALIAS holdall_${name})
  set_target_properties(holdall_${name} PROPERTIES EXPORT_NAME ${name})
  target_compile_features(holdall_${name} PUBLIC cxx_std_20)
  target_include_directories(holdall_${name} PUBLIC
    $<BUILD_INTERFACE:${root}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  foreach(lower ${arg_LAYERS})
    target_link_libraries(holdall_${name} PUBLIC holdall_${lower})
  endforeach()
  target_link_libraries(holdall_${name} PRIVATE ${arg_PRIVATE})
endfunction()
