# Feature extractors run the model and keep what the modules that are asked for give. torch.fx drops all that these do not need.
import _fovea
from torch.nn import Module


class _Done(Exception):
    pass


class _Extractor(Module):
    def __init__(self, model, wanted):
        super().__init__()
        for name, child in model.named_children():
            self.add_module(name, child)
        for name, parameter in model.named_parameters(recurse=False):
            self.register_parameter(name, parameter)
        for name, buffer in model.named_buffers(recurse=False):
            self.register_buffer(name, buffer)
        self.__dict__["_model"] = model
        self.__dict__["_wanted"] = wanted
        self.__dict__["_trimmed"] = False

    def forward(self, *args, **kwargs):
        model, wanted = self._model, self._wanted
        modules = dict(model.named_modules())
        for node in wanted:
            if node not in modules:
                return {name: _fovea.unknown("the node `" + node + "` of a traced graph is not modelled") for name in wanted.values()}
        found = {}
        called = []
        handles = []

        def keep(node):
            def hook(module, inputs, output):
                found[wanted[node]] = output
                if len(found) == len(wanted):
                    raise _Done()
            return hook

        def note(module, inputs):
            called.append(module)

        for name, module in modules.items():
            if name != "":
                handles.append(module.register_forward_pre_hook(note))
        for node in wanted:
            handles.append(modules[node].register_forward_hook(keep(node)))
        try:
            model.forward(*args, **kwargs)
        except _Done:
            pass
        for handle in handles:
            handle.remove()
        if not self._trimmed:
            self.__dict__["_trimmed"] = True
            _trim(self, called)
        return {name: found[name] for name in wanted.values()}


def _trim(module, called):
    # Modules that did not run before the last node was there are gone from the traced graph, and their parameters with them.
    for name, child in list(module.named_children()):
        if not _ran(child, called):
            del module._modules[name]
        else:
            _trim(child, called)


def _ran(module, called):
    for each in called:
        if each is module:
            return True
    for child in module.children():
        if _ran(child, called):
            return True
    return False


def _named(nodes):
    return dict(nodes) if isinstance(nodes, dict) else {str(each): str(each) for each in nodes}


def create_feature_extractor(model, return_nodes=None, train_return_nodes=None, eval_return_nodes=None, tracer_kwargs=None, suppress_diff_warning=False, concrete_args=None):
    nodes = return_nodes if return_nodes is not None else eval_return_nodes
    return _Extractor(model, _named(nodes))


def get_graph_node_names(model, tracer_kwargs=None, suppress_diff_warning=False, concrete_args=None):
    return _fovea.unknown("the nodes of a traced graph are not modelled"), _fovea.unknown("the nodes of a traced graph are not modelled")
