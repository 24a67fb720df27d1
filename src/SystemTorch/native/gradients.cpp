// Gradients: backward, gradient mode, and the node through which backward reaches C#.

#include "handles.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

namespace {

struct ManagedState : torch::CustomClassHolder {
  intptr_t state;
  int32_t input_count;
  ManagedState(intptr_t state, int32_t input_count) : state(state), input_count(input_count) {}
  ~ManagedState() override {
    if (state)
      managed_release(state);
  }
};

// The outcome of a forward that ran in C#, ready to be tied into the graph.
struct ManagedForward {
  c10::intrusive_ptr<ManagedState> state;
  variable_list outputs, saved, dirty, non_differentiable;
  bool materialize_gradients = true;
};

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  static variable_list forward(torch::autograd::AutogradContext* context, at::TensorList, const ManagedForward& call) {
    context->saved_data["state"] = c10::IValue::make_capsule(call.state);
    context->save_for_backward(call.saved);
    context->mark_dirty(call.dirty);
    context->mark_non_differentiable(call.non_differentiable);
    context->set_materialize_grads(call.materialize_gradients);
    return call.outputs;
  }

  static variable_list backward(torch::autograd::AutogradContext* context, variable_list gradients) {
    auto state = c10::static_intrusive_pointer_cast<ManagedState>(context->saved_data["state"].toCapsule());
    std::vector<TensorImpl*> handles(gradients.size()), results(state->input_count);
    for (size_t i = 0; i < gradients.size(); i++)
      handles[i] = release(std::move(gradients[i]));
    const auto status = managed_backward(
        state->state, context, handles.data(), static_cast<int32_t>(handles.size()), results.data(), state->input_count);
    TORCH_CHECK(status == 0, "the backward of a custom autograd function failed");
    variable_list list;
    list.reserve(results.size() + 1);
    for (auto* handle : results)
      list.push_back(adopt(handle));
    list.emplace_back();  // for the argument `call`, which is no tensor
    return list;
  }
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

// The lists of one forward: inputs, outputs, saved, dirty, non-differentiable. `outputs` is overwritten with the tensors
// that stand in the graph. `state` belongs to the node from here on, also when this fails.
ST_API int32_t st_tie_function(
    intptr_t state, TensorImpl* const* const lists[5], const int32_t counts[5], int32_t materialize_gradients, TensorImpl** results) {
  return guarded([&] {
    ManagedForward call;
    call.state = c10::make_intrusive<ManagedState>(state, counts[0]);
    const auto inputs = borrow(lists[0], counts[0]);
    call.outputs = borrow(lists[1], counts[1]);
    call.saved = borrow(lists[2], counts[2]);
    call.dirty = borrow(lists[3], counts[3]);
    call.non_differentiable = borrow(lists[4], counts[4]);
    call.materialize_gradients = materialize_gradients != 0;
    auto outputs = ManagedFunction::apply(at::TensorList(inputs), static_cast<const ManagedForward&>(call));
    for (size_t i = 0; i < outputs.size(); i++)
      results[i] = release(std::move(outputs[i]));
  });
}

ST_API int32_t st_saved_variables(torch::autograd::AutogradContext* context, Value* result) {
  return guarded([&] { *result = unbox(context->get_saved_variables()); });
}
