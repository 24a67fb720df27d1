using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>The hooks of modules of other classes, which TorchSharp shows only to those classes.</summary>
internal static class ModuleHooks
{
    /// <summary>Whether a module has hooks, which run only when it is called.</summary>
    public static bool Any(nn.Module<Tensor, Tensor> module) =>
        Fields<Func<nn.Module<Tensor, Tensor>, Tensor, Tensor>, Func<nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.Any(module);

    private static class Fields<TPre, TPost>
    {
        public static bool Any(nn.HookableModule<TPre, TPost> module) =>
            Before(module).Count + After(module).Count + ModuleBefore(module).Count + ModuleAfter(module).Count > 0;

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "pre_hooks")]
        private static extern ref Dictionary<string, TPre> Before(nn.HookableModule<TPre, TPost> module);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "post_hooks")]
        private static extern ref Dictionary<string, TPost> After(nn.HookableModule<TPre, TPost> module);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "module_pre_hooks")]
        private static extern ref Dictionary<string, Action<nn.Module>> ModuleBefore(nn.HookableModule<TPre, TPost> module);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "module_post_hooks")]
        private static extern ref Dictionary<string, Action<nn.Module>> ModuleAfter(nn.HookableModule<TPre, TPost> module);
    }
}
