using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private bool _registered;

            /// <summary>Adds a parameter under a name.</summary>
            /// <exception cref="ArgumentNullException">The parameter is null or disposed.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                if (param is null || param.IsInvalid)
                    throw new ArgumentNullException(nameof(param), "A null tensor cannot be registered as a parameter.");
                if (_internal_params.ContainsKey(name))
                    throw new InvalidOperationException($"Parameter {name} is already registered.");

                _internal_params.Add(name, param);
            }

            /// <summary>Adds a buffer: a tensor that is part of the module's state but is not trained.</summary>
            /// <param name="name">The buffer's name.</param>
            /// <param name="tensor">The buffer.</param>
            /// <param name="persistent">
            /// Whether it is saved. As in TorchSharp, one that is not does not appear in <see cref="named_buffers"/> either.
            /// </param>
            /// <exception cref="ArgumentNullException">The tensor is null or disposed.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                if (tensor is null || tensor.IsInvalid)
                    throw new ArgumentNullException(nameof(tensor), "A null tensor cannot be registered as a buffer.");
                if (_internal_buffers.ContainsKey(name))
                    throw new InvalidOperationException($"Tensor {name} is already registered.");

                _internal_buffers.Add(name, (tensor, persistent));
            }

            /// <summary>Adds a submodule under a name; null takes the name away.</summary>
            /// <exception cref="ArgumentException">The name is empty or has a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }

                if (name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"module name can't contain \".\", got: {name}", nameof(name));
                if (name.Length == 0)
                    throw new ArgumentException("module name can't be empty string \"\"", nameof(name));
                if (_internal_submodules.ContainsKey(name))
                    throw new InvalidOperationException($"Sub-module {name} is already registered.");

                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            /// <inheritdoc cref="register_module"/>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>
            /// Registers every field that holds a module, parameter or other tensor under its component name: the fields of the most
            /// derived class first, then those of its bases. Fields that are null and names in use are passed over; only the first call
            /// counts.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_registered)
                    return;

                foreach (var field in Fields())
                {
                    var component = field.ComponentName();
                    if (IsRegistered(component))
                        continue;

                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(component, module);
                            break;
                        case Parameter parameter:
                            register_parameter(component, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(component, tensor);
                            break;
                    }
                }

                _registered = true;
            }

            /// <summary>Takes all submodules away.</summary>
            protected void ClearModules() => _internal_submodules.Clear();

            /// <summary>Adds or replaces a parameter; null takes it away.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                    _internal_params.Remove(name);
                else
                    _internal_params[name] = value;
            }

            /// <summary>Adds or replaces a parameter; a tensor that is none takes it away.</summary>
            protected void ConditionallyRegisterParameter(string name, Tensor value) =>
                ConditionallyRegisterParameter(name, value as Parameter);

            /// <summary>Adds or replaces a buffer; null takes it away.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                    _internal_buffers.Remove(name);
                else
                    _internal_buffers[name] = (value, persistent);
            }

            /// <summary>
            /// The setter of a layer's parameter: disposes the old one, takes the new one out of its dispose scope and registers it.
            /// </summary>
            private protected void Set(ref Parameter? field, Parameter? value, string name)
            {
                if (ReferenceEquals(field, value))
                    return;

                field?.Dispose();
                field = value;
                field?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, field);
            }

            /// <summary>The setter of a layer's buffer.</summary>
            private protected void Set(ref Tensor? field, Tensor? value, string name)
            {
                if (ReferenceEquals(field, value))
                    return;

                field?.Dispose();
                field = value?.DetachFromDisposeScope();
                ConditionallyRegisterBuffer(name, field);
            }

            private bool IsRegistered(string component) =>
                _internal_submodules.ContainsKey(
                    component) || _internal_params.ContainsKey(component) || _internal_buffers.ContainsKey(component);

            private List<FieldInfo> Fields()
            {
                // A base class's private fields are only seen on the base class, its other fields on the derived one too.
                var seen = new HashSet<string>(StringComparer.Ordinal);
                var fields = new List<FieldInfo>();
                for (var type = GetType(); type is not null && type != typeof(object); type = type.BaseType)
                {
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                    {
                        if (seen.Add(field.Name))
                            fields.Add(field);
                    }
                }

                return fields;
            }
        }
    }
}
