#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>
namespace holdall {
class Masker {
 public:
  explicit Masker(std::vector<std::string> own) : own_(std::move(own)) {}
  struct Role { std::string_view name; std::string_view role; };
  struct Masked { std::string_view text; bool changed = false; };
  Masked mask(std::string_view text, std::span<const Role> roles, std::string& buffer) const;
 private:
  std::vector<std::string> own_;
};
}  // namespace holdall
