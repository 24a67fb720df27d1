using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// The parameters with their paths: the module's own, then those of its submodules, depth first. Shared ones come once.
            /// </summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, parameter) in _internal_params)
                {
                    if (IsNew(parameter, seen))
                        yield return (name, parameter);
                }

                if (!recurse)
                    yield break;

                foreach (var (path, child) in named_children())
                {
                    foreach (var (name, parameter) in child.named_parameters(recurse: true))
                    {
                        if (IsNew(parameter, seen))
                            yield return ($"{path}.{name}", parameter);
                    }
                }
            }

            /// <summary>The persistent buffers with their paths, in the order of <see cref="named_parameters"/>.</summary>
            /// <param name="recurse">Whether submodules are included.</param>
            /// <param name="include_nonpersistent">Without effect, as in TorchSharp: buffers that are not persistent never appear.</param>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<nint>();
                foreach (var (name, (buffer, persistent)) in _internal_buffers)
                {
                    if (persistent && IsNew(buffer, seen))
                        yield return (name, buffer);
                }

                if (!recurse)
                    yield break;

                foreach (var (path, child) in named_children())
                {
                    foreach (var (name, buffer) in child.named_buffers(recurse: true, include_nonpersistent))
                    {
                        if (IsNew(buffer, seen))
                            yield return ($"{path}.{name}", buffer);
                    }
                }
            }

            /// <summary>The submodules directly below this one.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            /// <summary>
            /// All modules below this one with their paths: the children first, then what is below each. This module is not among them.
            /// </summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children())
                    yield return child;

                foreach (var (path, child) in named_children())
                {
                    foreach (var (name, module) in child.named_modules())
                        yield return ($"{path}.{name}", module);
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(item => item.parameter);

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(item => item.buffer);

            public virtual IEnumerable<Module> children() => named_children().Select(item => item.module);

            public virtual IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            /// <summary>The parameter at a path, or null.</summary>
            public virtual Parameter? get_parameter(string target) =>
                _internal_params.TryGetValue(
                    target, out var parameter) ? parameter : Below(target, (child, rest) => child.get_parameter(rest));

            /// <summary>The buffer at a path, persistent or not, or null.</summary>
            public virtual Tensor? get_buffer(string target) =>
                _internal_buffers.TryGetValue(
                    target, out var buffer) ? buffer.Item1 : Below(target, (child, rest) => child.get_buffer(rest));

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            private static bool IsNew(Tensor tensor, HashSet<nint> seen) => !tensor.IsInvalid && seen.Add(tensor.handle);

            private T? Below<T>(string target, Func<Module, string, T?> find)
                where T : class
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0)
                    return null;

                var first = target[..dot];
                return named_children()
                    .Where(child => string.Equals(child.name, first, StringComparison.Ordinal))
                    .Select(child => find(child.module, target[(dot + 1)..]))
                    .FirstOrDefault(found => found is not null);
            }
        }
    }
}
