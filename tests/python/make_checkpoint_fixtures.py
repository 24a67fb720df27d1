#!/usr/bin/env python3
"""Writes the checkpoint files in tests/fixtures/checkpoints that the tests read.

Needs Debian's python3-torch and python3-torchvision (PyTorch 1.13, torchvision 0.14). Run it from anywhere; it writes the same
bytes each time, except for the names of memory in the *_legacy files and for program.pt. Element i of tensor number n is ((37 n + 11 i) mod 101 - 50) / 64, a number that every floating-point type holds
exactly, unless said otherwise below; the tests compute the same.
"""
import collections
import io
import json
import pathlib
import pickle
import struct
import zipfile

import torch
import torchvision

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "checkpoints"


def values(number, *shape):
    count = int(torch.tensor(shape).prod()) if shape else 1
    return torch.tensor([((37 * number + 11 * i) % 101 - 50) / 64 for i in range(count)]).reshape(shape)


def save(name, what, **options):
    # Through memory: the name of the file would become part of the archive.
    memory = io.BytesIO()
    torch.save(what, memory, **options)
    (FOLDER / name).write_bytes(memory.getvalue())


def archive(name, pickled, compression=zipfile.ZIP_STORED, **records):
    with zipfile.ZipFile(FOLDER / name, "w", compression) as file:
        for path, content in {"data.pkl": pickled, "version": b"3\n", **records}.items():
            file.writestr(zipfile.ZipInfo("archive/" + path), content, compression)


def residual_net():
    """The float model of the tests: FloatResidualNet(4)."""
    shapes = {
        "block.conv1.weight": (4, 2, 3, 3), "block.conv1.bias": (4,), "block.conv2.weight": (4, 4, 3, 3), "block.conv2.bias": (4,),
        "block.down.weight": (4, 2, 1, 1), "block.down.bias": (4,), "fc.weight": (5, 16), "fc.bias": (5,),
    }
    return collections.OrderedDict((key, values(number, *shape)) for number, (key, shape) in enumerate(shapes.items()))


def with_ranges(state):
    """The state_dict that pytorch-quantization 2.2.1 saves for a calibrated model: see its TensorQuantizer."""
    result = collections.OrderedDict()
    for key, tensor in state.items():
        result[key] = tensor
        layer = key[: -len(".weight")]
        if key.endswith(".weight") and tensor.dim() > 1:
            result[layer + "._input_quantizer._amax"] = torch.tensor(1.5 + len(result))
            result[layer + "._weight_quantizer._amax"] = tensor.abs().amax(tuple(range(1, tensor.dim())), keepdim=True) + 0.25
    return result


def spread(state):
    """The same names and shapes with one number each, in one storage: a whole network in a few thousand bytes."""
    floats = [key for key, tensor in state.items() if tensor.is_floating_point()]
    numbers = torch.tensor([0.25 + index / 64 for index in range(len(floats))])
    count = torch.tensor([7])
    return collections.OrderedDict(
        (key, numbers[floats.index(key)].expand(tensor.shape) if tensor.is_floating_point() else count[0]) for key, tensor in state.items())


def networks():
    resnet = torchvision.models.resnet18(num_classes=10).state_dict()
    save("resnet18.pth", spread(resnet))
    quantized = with_ranges(resnet)
    for stage in range(1, 5):
        for block in range(2):
            quantized[f"layer{stage}.{block}.residual_quantizer._amax"] = torch.tensor(2.0)
    save("resnet18_quantized.pth", spread(quantized))
    dense = torchvision.models.DenseNet(growth_rate=4, block_config=(2, 2), num_init_features=8, num_classes=3)
    save("densenet.pth", spread(dense.state_dict()))


def forms():
    state = residual_net()
    save("float.pth", state)
    save("float_legacy.pth", state, _use_new_zipfile_serialization=False)
    save("float_protocol4.pth", state, pickle_protocol=4)
    save("float_legacy_protocol4.pth", state, pickle_protocol=4, _use_new_zipfile_serialization=False)
    save("float_half.pth", collections.OrderedDict((key, tensor.half()) for key, tensor in state.items()))
    save("float_bfloat16.pth", collections.OrderedDict((key, tensor.bfloat16()) for key, tensor in state.items()))
    save("float_parallel.pth", collections.OrderedDict(("module." + key, tensor) for key, tensor in state.items()))
    quantized = with_ranges(state)
    quantized["block.residual_quantizer._amax"] = torch.tensor(2.5)
    save("quantized.pth", quantized)

    # Two layers in two directions, each with its pair of quantizers.
    memory = torch.nn.LSTM(3, 4, num_layers=2, bidirectional=True).state_dict()
    memory = collections.OrderedDict((key, values(number, *tensor.shape)) for number, (key, tensor) in enumerate(memory.items()))
    for place in range(4):
        memory[f"_input_quantizers.{place}._amax"] = torch.tensor(1.5 + place)
        memory[f"_weight_quantizers.{place}._amax"] = values(place, 16, 1).abs() + 0.25
    save("lstm_quantized.pth", memory)

    weight = torch.nn.Parameter(values(0, 2, 3))
    optimizer = torch.optim.SGD([weight], lr=0.1, momentum=0.9)
    weight.sum().backward()
    optimizer.step()
    training = {"epoch": 3, "best": torch.tensor(0.5), "name": "résumé", "history": [1.5, 2, -3, 10**12, 2**70, True, None], "optimizer": optimizer.state_dict()}
    save("training.pth", {**training, "state_dict": state})
    save("two_states.pth", {"model": state, "ema": {"state_dict": collections.OrderedDict((key, tensor + 1) for key, tensor in state.items())}})
    save("no_state.pth", {"epoch": 3, "optimizer": {}})
    save("one_tensor.pth", values(0, 2))
    save("whole_module.pth", torch.nn.Linear(3, 2))

    # As Module.state_dict returns it, with versions of the modules as an attribute.
    layer = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 1), torch.nn.BatchNorm2d(2))
    for number, tensor in enumerate(layer.state_dict().values()):
        tensor.copy_(values(number, *tensor.shape).abs() * 64)
    save("module.pth", layer.state_dict())


def odd_tensors():
    base = values(0, 4, 6)
    odd = {
        "transposed": base.t(),
        "column": base[:, 2],
        "window": base[1:3, 2:5],
        "whole": base,
        "expanded": values(1, 3, 1).expand(3, 5),
        "empty": torch.empty(0, 3),
        "scalar": torch.tensor(0.75),
        "parameter": torch.nn.Parameter(values(2, 3)),
        "channels_last": values(3, 1, 2, 3, 2).contiguous(memory_format=torch.channels_last),
    }
    save("odd.pth", odd)
    save("odd_legacy.pth", odd, _use_new_zipfile_serialization=False)

    numbers = [-3, 0, 1, 100]
    types = {str(dtype).split(".")[1]: torch.tensor(numbers).to(dtype) for dtype in (
        torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.int8, torch.int16, torch.int32, torch.int64, torch.complex64, torch.complex128)}
    types["uint8"] = torch.tensor([0, 1, 100, 255], dtype=torch.uint8)
    types["bool"] = torch.tensor([True, False, False, True])
    save("types.pth", types)
    save("quantized_tensor.pth", {"weight": torch.quantize_per_tensor(values(0, 2), 0.1, 0, torch.qint8)})
    save("sparse.pth", {"weight": values(0, 2, 2).to_sparse()})


def refused():
    program = io.BytesIO()
    torch.jit.save(torch.jit.script(torch.nn.Linear(2, 1)), program)
    (FOLDER / "program.pt").write_bytes(program.getvalue())
    call = b"\x80\x02c%s\n(X\x04\x00\x00\x00trueq\x00tR."
    archive("system.pth", call % b"os\nsystem")
    archive("eval.pth", call % b"builtins\neval")
    archive("nested_load.pth", call % b"torch.storage\n_load_from_bytes")

    state = {"weight": values(0, 2, 3)}
    with zipfile.ZipFile(io.BytesIO((FOLDER / "float.pth").read_bytes())) as plain:
        records = {name.split("/", 1)[1]: plain.read(name) for name in plain.namelist()}
    pickled = records.pop("data.pkl")
    archive("compressed.pth", pickled, zipfile.ZIP_DEFLATED, **records)
    archive("repacked.pth", pickled, **records)
    archive("little_endian.pth", pickled, **{**records, "byteorder": b"little"})
    archive("big_endian.pth", pickled, **{**records, "byteorder": b"big"})
    archive("empty_pickle.pth", b"")
    with zipfile.ZipFile(FOLDER / "no_pickle.zip", "w") as file:
        file.writestr(zipfile.ZipInfo("notes/text.txt"), b"An archive of another kind.")

    # As PyTorch 2 writes tensors of types that have no storage class of their own.
    untyped = (
        b"\x80\x02}q\x00X\x06\x00\x00\x00weightctorch._utils\n_rebuild_tensor_v3\n((X\x07\x00\x00\x00storagectorch.storage\nUntypedStorage\n"
        b"X\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x18tQK\x00K\x02K\x03\x86K\x03K\x01\x86\x89ccollections\nOrderedDict\n)Rctorch\nfloat32\n}tRs.")
    archive("untyped.pth", untyped, **{"data/0": state["weight"].numpy().tobytes()})


def safetensors():
    """By hand, from the description of the format: its library is not needed."""
    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64", torch.int64: "I64", torch.int32: "I32",
             torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}

    def write(name, tensors, metadata=None, padding=0):
        header, data = ({"__metadata__": metadata} if metadata else {}), b""
        for key, tensor in tensors.items():
            raw = bytes(tensor.contiguous().untyped_storage() if hasattr(tensor, "untyped_storage") else tensor.contiguous().clone().storage().untyped())
            header[key] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
            data += raw
        text = json.dumps(header, separators=(",", ":")).encode() + b" " * padding
        (FOLDER / name).write_bytes(struct.pack("<Q", len(text)) + text + data)

    state = residual_net()
    write("float.safetensors", state, {"format": "pt"})
    write("float_half.safetensors", {key: tensor.half() for key, tensor in state.items()}, padding=5)
    numbers = [-3, 0, 1, 100]
    types = {str(dtype).split(".")[1]: torch.tensor(numbers).to(dtype) for dtype in names if dtype not in (torch.uint8, torch.bool)}
    write("types.safetensors", {**types, "uint8": torch.tensor([0, 1, 100, 255], dtype=torch.uint8), "bool": torch.tensor([True, False, False, True]),
                                "empty": torch.empty(0, 3), "scalar": torch.tensor(0.75)})


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    networks()
    forms()
    odd_tensors()
    refused()
    safetensors()
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.stat().st_size:8} {path.name}")
