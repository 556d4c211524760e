# Language level, warnings, hardening and sanitizers, for every target below.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

option(HOLDALL_WERROR "Treat warnings as errors" OFF)
set(HOLDALL_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize takes them")

find_program(HOLDALL_CCACHE ccache)
if(HOLDALL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${HOLDALL_CCACHE})
endif()

add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-qual -Wundef -Wformat=2 -Wimplicit-fallthrough -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(-Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wuseless-cast -Wsuggest-override
    -Wno-maybe-uninitialized)  # g++ 12: false with std::variant at -O2; clang and ASan look too
endif()
if(HOLDALL_WERROR)
  add_compile_options(-Werror)
endif()

add_compile_definitions(_GLIBCXX_ASSERTIONS)
add_compile_options(
  -fstack-protector-strong
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=. -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
if(HOLDALL_SANITIZE)
  add_compile_options(-fsanitize=${HOLDALL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${HOLDALL_SANITIZE})
elseif(NOT CMAKE_BUILD_TYPE STREQUAL Debug)
  add_compile_definitions(_FORTIFY_SOURCE=2)
endif()
include(CheckPIESupported)
check_pie_supported()
add_link_options(LINKER:-z,relro LINKER:-z,now)
