using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Native;

/// <summary>
/// The functions of libSystemTorchNative.so; system_torch.cpp and gradients.cpp say what each does. Those that only read a field skip the
/// transition of the garbage collector, which costs more than they do.
/// </summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "SystemTorchNative";

    [LibraryImport(Library, EntryPoint = "st_last_error")]
    internal static partial byte* LastError();

    [LibraryImport(Library, EntryPoint = "st_find_operator")]
    internal static partial nint FindOperator(byte* name, byte* overload);

    [LibraryImport(Library, EntryPoint = "st_call")]
    internal static partial int Call(nint op, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library, EntryPoint = "st_free_list")]
    internal static partial void FreeList(nint* handles);

    [LibraryImport(Library, EntryPoint = "st_retain"), SuppressGCTransition]
    internal static partial void Retain(nint handle);

    [LibraryImport(Library, EntryPoint = "st_release")]
    internal static partial void Release(nint handle);

    [LibraryImport(Library, EntryPoint = "st_dim"), SuppressGCTransition]
    internal static partial long Dim(nint handle);

    [LibraryImport(Library, EntryPoint = "st_numel"), SuppressGCTransition]
    internal static partial long Numel(nint handle);

    [LibraryImport(Library, EntryPoint = "st_sizes"), SuppressGCTransition]
    internal static partial long* Sizes(nint handle);

    [LibraryImport(Library, EntryPoint = "st_strides"), SuppressGCTransition]
    internal static partial long* Strides(nint handle);

    [LibraryImport(Library, EntryPoint = "st_storage_offset"), SuppressGCTransition]
    internal static partial long StorageOffset(nint handle);

    [LibraryImport(Library, EntryPoint = "st_dtype"), SuppressGCTransition]
    internal static partial int DType(nint handle);

    [LibraryImport(Library, EntryPoint = "st_device_type"), SuppressGCTransition]
    internal static partial int DeviceType(nint handle);

    [LibraryImport(Library, EntryPoint = "st_device_index"), SuppressGCTransition]
    internal static partial int DeviceIndex(nint handle);

    [LibraryImport(Library, EntryPoint = "st_is_contiguous"), SuppressGCTransition]
    internal static partial int IsContiguous(nint handle);

    [LibraryImport(Library, EntryPoint = "st_is_sparse"), SuppressGCTransition]
    internal static partial int IsSparse(nint handle);

    [LibraryImport(Library, EntryPoint = "st_data")]
    internal static partial int Data(nint handle, void** data);

    [LibraryImport(Library, EntryPoint = "st_from_blob")]
    internal static partial int FromBlob(void* data, long* sizes, int dim, int dtype, nint state, nint* result);

    [LibraryImport(Library, EntryPoint = "st_save", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Save(nint handle, string path);

    [LibraryImport(Library, EntryPoint = "st_load", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Load(string path, nint* result);

    [LibraryImport(Library, EntryPoint = "st_requires_grad")]
    internal static partial int RequiresGrad(nint handle);

    [LibraryImport(Library, EntryPoint = "st_is_leaf")]
    internal static partial int IsLeaf(nint handle);

    [LibraryImport(Library, EntryPoint = "st_set_requires_grad")]
    internal static partial int SetRequiresGrad(nint handle, int value);

    [LibraryImport(Library, EntryPoint = "st_retain_grad")]
    internal static partial int RetainGrad(nint handle);

    [LibraryImport(Library, EntryPoint = "st_grad")]
    internal static partial int Grad(nint handle, nint* result);

    [LibraryImport(Library, EntryPoint = "st_set_grad")]
    internal static partial int SetGrad(nint handle, nint gradient);

    [LibraryImport(Library, EntryPoint = "st_backward")]
    internal static partial int Backward(
        nint* tensors, nint* gradients, int count, nint* inputs, int inputCount, int retainGraph, int createGraph);

    [LibraryImport(Library, EntryPoint = "st_gradients")]
    internal static partial int Gradients(
        nint* outputs,
        nint* gradients,
        int count,
        nint* inputs,
        int inputCount,
        int retainGraph,
        int createGraph,
        int allowUnused,
        nint* results);

    [LibraryImport(Library, EntryPoint = "st_grad_enabled"), SuppressGCTransition]
    internal static partial int GradEnabled();

    [LibraryImport(Library, EntryPoint = "st_set_grad_enabled"), SuppressGCTransition]
    internal static partial void SetGradEnabled(int value);

    [LibraryImport(Library, EntryPoint = "st_inference_enabled"), SuppressGCTransition]
    internal static partial int InferenceEnabled();

    [LibraryImport(Library, EntryPoint = "st_inference_enter")]
    internal static partial nint InferenceEnter(int value);

    [LibraryImport(Library, EntryPoint = "st_inference_leave")]
    internal static partial void InferenceLeave(nint guard);

    [LibraryImport(Library, EntryPoint = "st_anomaly_enabled")]
    internal static partial int AnomalyEnabled();

    [LibraryImport(Library, EntryPoint = "st_anomaly_checks_nan")]
    internal static partial int AnomalyChecksNaN();

    [LibraryImport(Library, EntryPoint = "st_set_anomaly")]
    internal static partial void SetAnomaly(int enabled, int checkNaN);

    [LibraryImport(Library, EntryPoint = "st_set_callbacks")]
    internal static partial void SetCallbacks(
        delegate* unmanaged<nint, nint, nint*, int, nint*, int, int> backward, delegate* unmanaged<nint, void> release);

    [LibraryImport(Library, EntryPoint = "st_tie_function")]
    internal static partial int TieFunction(nint state, nint* lists, int* counts, int materializesGradients, nint* results);

    [LibraryImport(Library, EntryPoint = "st_saved_variables")]
    internal static partial int SavedVariables(nint context, nint* results);

    [LibraryImport(Library, EntryPoint = "st_default_generator")]
    internal static partial nint DefaultGenerator();

    [LibraryImport(Library, EntryPoint = "st_new_generator")]
    internal static partial nint NewGenerator(ulong seed);

    [LibraryImport(Library, EntryPoint = "st_release_generator")]
    internal static partial void ReleaseGenerator(nint handle);

    [LibraryImport(Library, EntryPoint = "st_generator_set_seed")]
    internal static partial void GeneratorSetSeed(nint handle, ulong seed);

    [LibraryImport(Library, EntryPoint = "st_generator_new_seed")]
    internal static partial ulong GeneratorNewSeed(nint handle);

    [LibraryImport(Library, EntryPoint = "st_generator_seed")]
    internal static partial ulong GeneratorSeed(nint handle);

    [LibraryImport(Library, EntryPoint = "st_generator_state")]
    internal static partial int GeneratorState(nint handle, nint* result);

    [LibraryImport(Library, EntryPoint = "st_set_generator_state")]
    internal static partial int SetGeneratorState(nint handle, nint state);

    [LibraryImport(Library, EntryPoint = "st_threads")]
    internal static partial int Threads();

    [LibraryImport(Library, EntryPoint = "st_interop_threads")]
    internal static partial int InteropThreads();

    [LibraryImport(Library, EntryPoint = "st_set_threads")]
    internal static partial int SetThreads(int count);

    [LibraryImport(Library, EntryPoint = "st_set_interop_threads")]
    internal static partial int SetInteropThreads(int count);
}
