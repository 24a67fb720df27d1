// Gradients: backward, gradient mode, and the node through which backward reaches C#.

#include "handles.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <unordered_set>

namespace {

using torch::autograd::Node;

// The node of a custom function, whose backward runs in C#. It does what torch::autograd::CppNode does with 26 allocations less for
// a forward and backward: a network has a function for every quantizer, so a step notices.
class ManagedNode final : public Node {
 public:
  ManagedNode(intptr_t state, bool materializes_gradients) : state_(state), materializes_gradients_(materializes_gradients) {}
  ~ManagedNode() override { managed_release(state_); }

  variable_list apply(variable_list&& gradients) override {
    for (size_t i = 0; materializes_gradients_ && i < gradients.size(); i++) {
      if (!gradients[i].defined())
        gradients[i] = input_metadata(i).zeros_like();
    }

    std::lock_guard<std::mutex> lock(mutex_);
    c10::SmallVector<TensorImpl*, 4> handles(gradients.size()), derivatives(num_outputs(), nullptr);
    for (size_t i = 0; i < gradients.size(); i++)
      handles[i] = ::release(std::move(gradients[i]));
    const auto status = managed_backward(
        state_, this, handles.data(), static_cast<int32_t>(handles.size()), derivatives.data(), static_cast<int32_t>(derivatives.size()));
    TORCH_CHECK(status == 0, "the backward of a custom autograd function failed");
    variable_list results;
    results.reserve(derivatives.size());
    for (auto* handle : derivatives)
      results.push_back(adopt(handle));
    return results;
  }

  void save(const variable_list& tensors) {
    saved_.reserve(tensors.size());
    for (const auto& tensor : tensors)
      saved_.emplace_back(tensor, tensor.defined() && tensor.grad_fn().get() == this);
  }

  void unpack(TensorImpl** results) {
    TORCH_CHECK(!released_, torch::autograd::ERR_BACKWARD_TWICE);
    for (const auto& variable : saved_)
      *results++ = ::release(variable.unpack(shared_from_this()));
  }

  void release_variables() override {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto& variable : saved_)
      variable.reset_data();
    released_ = true;
  }

 private:
  const intptr_t state_;
  const bool materializes_gradients_;
  bool released_ = false;
  std::vector<torch::autograd::SavedVariable> saved_;
};

bool contains(const variable_list& list, const Tensor& tensor) {
  return std::any_of(list.begin(), list.end(), [&](const Tensor& item) { return item.is_same(tensor); });
}

// Whether a result needs no more than an edge to its node: it is new, or an argument that was changed in place, and no view.
bool ties_plainly(const Tensor& output, const variable_list& inputs, const variable_list& dirty) {
  if (!output.defined() || output.is_view() || !torch::autograd::isDifferentiableType(output.scalar_type()))
    return false;
  return contains(inputs, output) ? contains(dirty, output) && !(output.is_leaf() && output.requires_grad()) : !contains(dirty, output);
}

// What libtorch's own functions do with their results: views, arguments returned as they are, results without a derivative.
variable_list wrap_outputs(
    const std::shared_ptr<Node>& node, const variable_list& inputs, const variable_list& outputs, const variable_list& dirty,
    const variable_list& non_differentiable) {
  const auto set = [](const variable_list& tensors) {
    std::unordered_set<TensorImpl*> impls;
    for (const auto& tensor : tensors)
      impls.insert(tensor.unsafeGetTensorImpl());
    return impls;
  };
  const auto no_forward_mode = [](variable_list, variable_list) -> variable_list {
    TORCH_CHECK(false, "a custom autograd function has no forward-mode derivative");
  };
  const std::vector<c10::optional<Tensor>> raw(outputs.begin(), outputs.end());
  const auto wrapped = torch::autograd::_wrap_outputs(inputs, set(non_differentiable), set(dirty), raw, node, no_forward_mode);
  variable_list results;
  results.reserve(wrapped.size());
  for (const auto& output : wrapped)
    results.push_back(*output);
  return results;
}

// Hands out the tensors of consecutive lists.
class Handles {
 public:
  explicit Handles(TensorImpl* const* next) : next_(next) {}

  variable_list take(int32_t count) {
    auto list = borrow(next_, count);
    next_ += count;
    return list;
  }

 private:
  TensorImpl* const* next_;
};

}  // namespace

// ---- gradients

ST_API int32_t st_requires_grad(TensorImpl* handle) { return borrow(handle).requires_grad(); }
ST_API int32_t st_is_leaf(TensorImpl* handle) { return borrow(handle).is_leaf(); }

ST_API int32_t st_set_requires_grad(TensorImpl* handle, int32_t value) {
  return guarded([&] { borrow(handle).set_requires_grad(value != 0); });
}

ST_API int32_t st_retain_grad(TensorImpl* handle) {
  return guarded([&] { borrow(handle).retain_grad(); });
}

ST_API int32_t st_grad(TensorImpl* handle, TensorImpl** result) {
  return guarded([&] { *result = release(borrow(handle).grad()); });
}

ST_API int32_t st_set_grad(TensorImpl* handle, TensorImpl* gradient) {
  return guarded([&] { borrow(handle).mutable_grad() = borrow(gradient); });
}

ST_API int32_t st_backward(
    TensorImpl* const* tensors, TensorImpl* const* gradients, int32_t count,
    TensorImpl* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph) {
  return guarded([&] {
    torch::autograd::backward(
        borrow(tensors, count), gradients ? borrow(gradients, count) : variable_list(), retain_graph != 0, create_graph != 0, borrow(inputs, input_count));
  });
}

ST_API int32_t st_gradients(
    TensorImpl* const* outputs, TensorImpl* const* gradients, int32_t count, TensorImpl* const* inputs, int32_t input_count,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, TensorImpl** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(
        borrow(outputs, count), borrow(inputs, input_count), gradients ? borrow(gradients, count) : variable_list(),
        retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); i++)
      results[i] = release(std::move(found[i]));
  });
}

ST_API int32_t st_grad_enabled() { return c10::GradMode::is_enabled(); }
ST_API void st_set_grad_enabled(int32_t value) { c10::GradMode::set_enabled(value != 0); }
ST_API int32_t st_inference_enabled() { return c10::InferenceMode::is_enabled(); }
ST_API c10::InferenceMode* st_inference_enter(int32_t value) { return new c10::InferenceMode(value != 0); }
ST_API void st_inference_leave(c10::InferenceMode* guard) { delete guard; }
ST_API int32_t st_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled(); }
ST_API int32_t st_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }
ST_API void st_set_anomaly(int32_t enabled, int32_t check_nan) { torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }

// ---- custom functions

ST_API void st_set_callbacks(BackwardCallback backward, ReleaseCallback release) {
  managed_backward = backward;
  managed_release = release;
}

// The lists of one forward lie one behind the other: inputs, outputs, saved, dirty, non-differentiable. `results` become the tensors
// that stand in the graph, one for each output. A state means that the call is recorded; it belongs to the node from here on, also
// when this fails.
ST_API int32_t st_tie_function(
    intptr_t state, TensorImpl* const* lists, const int32_t counts[5], int32_t materializes_gradients, TensorImpl** results) {
  return guarded([&] {
    const auto node = state ? std::shared_ptr<ManagedNode>(new ManagedNode(state, materializes_gradients != 0), torch::autograd::deleteNode) : nullptr;
    Handles handles(lists);
    const auto inputs = handles.take(counts[0]);
    auto outputs = handles.take(counts[1]);
    const auto saved = handles.take(counts[2]), dirty = handles.take(counts[3]), non_differentiable = handles.take(counts[4]);
    if (node)
      node->set_next_edges(torch::autograd::collect_next_edges(inputs));
    for (const auto& tensor : dirty)
      tensor.unsafeGetTensorImpl()->bump_version();

    const auto is_plain = [&](const Tensor& output) { return ties_plainly(output, inputs, dirty); };
    if (node && non_differentiable.empty() && std::all_of(outputs.begin(), outputs.end(), is_plain)) {
      for (const auto& output : outputs)
        torch::autograd::impl::set_gradient_edge(output, {node, node->add_input_metadata(output)});
    } else {
      outputs = wrap_outputs(node, inputs, outputs, dirty, non_differentiable);
    }

    if (node)
      node->save(saved);
    for (size_t i = 0; i < outputs.size(); i++)
      results[i] = release(std::move(outputs[i]));
  });
}

// `context` is the node that runs backward; `results` has room for as many tensors as forward saved.
ST_API int32_t st_saved_variables(void* context, TensorImpl** results) {
  return guarded([&] { static_cast<ManagedNode*>(context)->unpack(results); });
}
