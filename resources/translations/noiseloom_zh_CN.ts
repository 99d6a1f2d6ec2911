<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Changes</name>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>添加了 %1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>移除了 %1</translation>
    </message>
    <message>
        <source>%1 bypassed</source>
        <translation>旁路了 %1</translation>
    </message>
    <message>
        <source>%1 no longer bypassed</source>
        <translation>不再旁路 %1</translation>
    </message>
    <message>
        <source>%1 muted</source>
        <translation>停用了 %1</translation>
    </message>
    <message>
        <source>%1 no longer muted</source>
        <translation>不再停用 %1</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1：%2 → %3</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>A node cannot feed itself.</source>
        <translation>节点不能连到自己。</translation>
    </message>
    <message>
        <source>This node&apos;s type is unknown here, so nothing can be connected to it.</source>
        <translation>这里不认识这个节点的类型，因此不能连接到它。</translation>
    </message>
    <message>
        <source>The type of this output is unknown here.</source>
        <translation>这里不认识这个输出的类型。</translation>
    </message>
    <message>
        <source>This gives “%1”, and “%2” takes “%3”.</source>
        <translation>这里给出“%1”，而“%2”需要“%3”。</translation>
    </message>
    <message>
        <source>This would close a loop: the output is made from this very node.</source>
        <translation>这会形成回路：该输出正是由这个节点算出来的。</translation>
    </message>
</context>
<context>
    <name>GraphEdits</name>
    <message>
        <source>Dissolve</source>
        <translation>溶解</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>This cannot be pasted: %1</source>
        <translation>无法粘贴：%1</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>No bypass</source>
        <translation>取消旁路</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消停用</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>显示图片</translation>
    </message>
    <message>
        <source>Wires as tags</source>
        <translation>连线显示为标签</translation>
    </message>
    <message>
        <source>Wires as lines</source>
        <translation>连线显示为线条</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>均匀分布</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理</translation>
    </message>
</context>
<context>
    <name>GraphTexts</name>
    <message>
        <source>%1 nodes, %2 wires</source>
        <translation>%1 个节点，%2 条连线</translation>
    </message>
    <message>
        <source>unknown node</source>
        <translation>未知节点</translation>
    </message>
    <message>
        <source>%1 inputs</source>
        <translation>%1 个输入</translation>
    </message>
    <message>
        <source>connected from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>output %1</source>
        <translation>输出 %1</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>输入 %1</translation>
    </message>
    <message>
        <source>goes nowhere</source>
        <translation>未连到任何地方</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>连到 %1</translation>
    </message>
    <message>
        <source>from %1, %2</source>
        <translation>来自 %1 的 %2</translation>
    </message>
    <message>
        <source>nothing, and it needs a wire</source>
        <translation>空，而它需要一条连线</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2, to %3, %4</source>
        <translation>%1 的 %2 连到 %3 的 %4</translation>
    </message>
</context>
<context>
    <name>KeyWalk</name>
    <message>
        <source>Walk to a node first, with the arrow keys.</source>
        <translation>请先用方向键走到一个节点。</translation>
    </message>
    <message>
        <source>Nothing in sight can be wired to this socket.</source>
        <translation>视野中没有可以连到这个插口的东西。</translation>
    </message>
</context>
<context>
    <name>NodeItem</name>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 / %2 步</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>will run</source>
        <translation>将运行</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>cached</source>
        <translation>已缓存</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cannot run yet</source>
        <translation>还不能运行</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>bypassed</source>
        <translation>已旁路</translation>
    </message>
    <message>
        <source>this node is not known here</source>
        <translation>这里不认识这个节点</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Models (*.safetensors);;All files (*)</source>
        <translation>模型 (*.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr *.bmp);;All files (*)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr *.bmp);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The editor of Noiseloom: guided diffusion as a graph.</source>
        <translation>Noiseloom 编辑器：以节点图进行引导扩散。</translation>
    </message>
    <message>
        <source>Workflows, pictures that carry theirs, or names of templates.</source>
        <translation>工作流、带有工作流的图片，或模板的名称。</translation>
    </message>
    <message>
        <source>dark or light.</source>
        <translation>dark 或 light。</translation>
    </message>
    <message>
        <source>Size of all texts in per cent, 80 to 200.</source>
        <translation>所有文字的大小，百分比，80 到 200。</translation>
    </message>
    <message>
        <source>Write pictures of the editor&apos;s main states into a folder, and end.</source>
        <translation>把编辑器各主要状态的图片写入文件夹，然后退出。</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Insert on wire</source>
        <translation>插入连线</translation>
    </message>
    <message>
        <source>Shake off</source>
        <translation>抖落</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Resize frame</source>
        <translation>调整框的大小</translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Wires lead from an output to an input.</source>
        <translation>连线从输出通向输入。</translation>
    </message>
    <message>
        <source>Wires lead from an input to an output.</source>
        <translation>连线从输入通向输出。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
</context>
<context>
    <name>Remedy</name>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>连接…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>Reproduction</name>
    <message>
        <source>This run&apos;s picture has another size than the one that was opened: it was changed after it was made.</source>
        <translation>这次运行的图片与打开的图片大小不同：它在生成之后被改动过。</translation>
    </message>
    <message>
        <source>This is the picture that was opened, in every pixel.</source>
        <translation>这正是打开的那张图片，每个像素都相同。</translation>
    </message>
    <message>
        <source>This is the picture that was opened, but for rounding: %1 % of the pixels differ by at most %2 of 255, as on another processor or in other numbers.</source>
        <translation>这就是打开的那张图片，只有舍入之差：%1 % 的像素相差最多 %2/255，换处理器或数值精度就会如此。</translation>
    </message>
    <message>
        <source>This is not quite the picture that was opened: %1 % of the pixels differ, by up to %2 of 255. It was made in other numbers, by another version, or was changed or compressed since.</source>
        <translation>这与打开的图片不完全相同：%1 % 的像素不同，最多相差 %2/255。它是用别的数值精度或别的版本生成的，或此后被修改、压缩过。</translation>
    </message>
</context>
<context>
    <name>RunFacts</name>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 of %2 steps re-run</source>
        <translation>%2 步中有 %1 步要重新运行</translation>
    </message>
    <message>
        <source>%1 (about %2)</source>
        <translation>%1（约 %2）</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%1 / %2 步</translation>
    </message>
    <message>
        <source>will run, about %1</source>
        <translation>将运行，约 %1</translation>
    </message>
    <message>
        <source>will run</source>
        <translation>将运行</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>等待轮到它</translation>
    </message>
    <message>
        <source>running, %1 %</source>
        <translation>运行中，%1 %</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>cached</source>
        <translation>已缓存</translation>
    </message>
    <message>
        <source>the picture is of other settings</source>
        <translation>图片对应的是别的设置</translation>
    </message>
</context>
<context>
    <name>Sweep</name>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒数</translation>
    </message>
</context>
<context>
    <name>Trace</name>
    <message>
        <source>What guidance did is the same in all steps.</source>
        <translation>引导的作用在所有步中都相同。</translation>
    </message>
    <message>
        <source>The runs differ from the first step on.</source>
        <translation>两次运行从第一步起就不同。</translation>
    </message>
    <message>
        <source>The runs are the same until step %1; from step %2 on they differ.</source>
        <translation>两次运行到第 %1 步都相同；从第 %2 步起不同。</translation>
    </message>
    <message>
        <source>Lower scale</source>
        <translation>降低强度</translation>
    </message>
    <message>
        <source>Only from 10 to 80 %</source>
        <translation>只在 10 % 到 80 %</translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>重新缩放</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Weight w</source>
        <translation>权重 w</translation>
    </message>
    <message>
        <source>‖w·Δ‖ / ‖base‖</source>
        <translation>‖w·Δ‖ / ‖基准‖</translation>
    </message>
    <message>
        <source>‖Δ‖</source>
        <translation>‖Δ‖</translation>
    </message>
    <message>
        <source>Cosine of terms</source>
        <translation>各项之间的余弦</translation>
    </message>
    <message>
        <source>p(class)</source>
        <translation>p(类别)</translation>
    </message>
    <message>
        <source>Loss or ln p</source>
        <translation>损失或 ln p</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散度</translation>
    </message>
    <message>
        <source>of the estimate</source>
        <translation>估计的</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>越界</translation>
    </message>
    <message>
        <source>share of values</source>
        <translation>数值所占比例</translation>
    </message>
    <message>
        <source>Noise σ</source>
        <translation>噪声 σ</translation>
    </message>
    <message>
        <source>ms per step</source>
        <translation>每步毫秒数</translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>模型 %1</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>其余</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste with Wires</source>
        <translation>连同连线粘贴</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Duplicate with Wires</source>
        <translation>连同连线创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete, Keeping Wires</source>
        <translation>删除并保留连线</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>添加节点…</translation>
    </message>
    <message>
        <source>Find in Graph…</source>
        <translation>在图中查找…</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Show Picture</source>
        <translation>显示图片</translation>
    </message>
    <message>
        <source>Wires as Tags</source>
        <translation>连线显示为标签</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Make Subgraph</source>
        <translation>建立子图</translation>
    </message>
    <message>
        <source>Dissolve Subgraph</source>
        <translation>溶解子图</translation>
    </message>
    <message>
        <source>Save Subgraph…</source>
        <translation>保存子图…</translation>
    </message>
    <message>
        <source>Leave Subgraph</source>
        <translation>离开子图</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Align Left</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Align Right</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Align Top</source>
        <translation>顶端对齐</translation>
    </message>
    <message>
        <source>Align Bottom</source>
        <translation>底端对齐</translation>
    </message>
    <message>
        <source>Distribute Across</source>
        <translation>水平均匀分布</translation>
    </message>
    <message>
        <source>Distribute Down</source>
        <translation>垂直均匀分布</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run to Here</source>
        <translation>运行到这里</translation>
    </message>
    <message>
        <source>Run Next</source>
        <translation>下一个运行</translation>
    </message>
    <message>
        <source>Run with New Seeds</source>
        <translation>换新种子运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Fit All</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Fit Selection</source>
        <translation>显示所选</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom 100 %</source>
        <translation>缩放 100 %</translation>
    </message>
    <message>
        <source>Form or Graph</source>
        <translation>表单或图</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Picture Viewer</source>
        <translation>图片查看器</translation>
    </message>
    <message>
        <source>Light or Dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Fade Unrelated Wires</source>
        <translation>淡化无关连线</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keys and Gestures</source>
        <translation>按键与手势</translation>
    </message>
    <message>
        <source>About Noiseloom</source>
        <translation>关于 Noiseloom</translation>
    </message>
    <message>
        <source>Drag from a socket</source>
        <translation>从插口拖出</translation>
    </message>
    <message>
        <source>Draw a wire; in the empty it asks for a node</source>
        <translation>画一条连线；放在空白处会询问要加哪个节点</translation>
    </message>
    <message>
        <source>Drag a connected input</source>
        <translation>拖动已连接的输入</translation>
    </message>
    <message>
        <source>Take the wire up</source>
        <translation>拿起这条连线</translation>
    </message>
    <message>
        <source>Drag a node onto a wire</source>
        <translation>把节点拖到连线上</translation>
    </message>
    <message>
        <source>Put it in between (hold Ctrl or 8: do not)</source>
        <translation>插入其中（按住 Ctrl 或 8：不插入）</translation>
    </message>
    <message>
        <source>Shake a node</source>
        <translation>抖动节点</translation>
    </message>
    <message>
        <source>Take it out of its wires</source>
        <translation>从连线中取出</translation>
    </message>
    <message>
        <source>Y and drag</source>
        <translation>按住 Y 拖动</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Alt and click a wire</source>
        <translation>按住 Alt 点击连线</translation>
    </message>
    <message>
        <source>Add a dot; double click on a dot: remove it</source>
        <translation>添加一个转折点；双击转折点：移除它</translation>
    </message>
    <message>
        <source>Alt and drag a node</source>
        <translation>按住 Alt 拖动节点</translation>
    </message>
    <message>
        <source>Drag a copy</source>
        <translation>拖出一个副本</translation>
    </message>
    <message>
        <source>Drag on a number</source>
        <translation>在数字上拖动</translation>
    </message>
    <message>
        <source>Change it (Shift: fine, Ctrl: coarse)</source>
        <translation>改变它（Shift：精细，Ctrl：粗略）</translation>
    </message>
    <message>
        <source>Double click on a number</source>
        <translation>双击数字</translation>
    </message>
    <message>
        <source>Type it, or a sum: 7.5*2</source>
        <translation>输入数值或算式：7.5*2</translation>
    </message>
    <message>
        <source>Double click in the empty</source>
        <translation>双击空白处</translation>
    </message>
    <message>
        <source>Add a node</source>
        <translation>添加节点</translation>
    </message>
    <message>
        <source>Drag with the middle or right button</source>
        <translation>用中键或右键拖动</translation>
    </message>
    <message>
        <source>Move the canvas</source>
        <translation>移动画布</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Walk from node to node (Shift: select on the way)</source>
        <translation>在节点间行走（Shift：沿途选中）</translation>
    </message>
    <message>
        <source>Tab, Enter</source>
        <translation>Tab、Enter</translation>
    </message>
    <message>
        <source>Walk through a node&apos;s sockets; edit the field</source>
        <translation>在节点的插口间行走；编辑字段</translation>
    </message>
    <message>
        <source>W, then a letter</source>
        <translation>W，然后一个字母</translation>
    </message>
    <message>
        <source>Wire the current socket to the lettered one</source>
        <translation>把当前插口连到该字母的插口</translation>
    </message>
</context>
<context>
    <name>field</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>one stroke</source>
        <translation>一笔</translation>
    </message>
    <message numerus="yes">
        <source>%n strokes</source>
        <translation>
            <numerusform>%n 笔</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodes</name>
    <message>
        <source>Scatter Plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples of the plane as dots, over the contours of the density that they should have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distribution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The true distribution, of &apos;Gaussians in the Plane&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples. If they are the only ones, each has the colour of its most probable class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More samples, in a colour of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>samples 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contours of what guidance with this scale aims at: of each class&apos;s density times (its probability at that place)^w, with the paper&apos;s w = scale - 1. 1: of the true density.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>extent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture shows -extent to extent on both axes; 0: as far as there is anything to expect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width and height.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>A model with learnt edits, each by a degree: 0 is the model as it was, 1 the edit, more an exaggeration. Several edits add up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The original model that the edits were learnt from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A learnt edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of it. A curve runs over the noise levels, from noise at 0 to the picture at 1: what is edited early changes shapes, late details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degree 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degree 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weights 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degree 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changed model. It asks the original and every edit in use at each step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tunes a model so that what it draws from inverted pictures changes as a text changes (DiffusionCLIP). Learnt once, the edit applies to other pictures too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its autoencoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inversion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures to learn from: one for an edit of its own, some dozens for one of all their kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conditioning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt that the pictures were inverted with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The CLIP model that judges whether the picture changes as the text does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the pictures show now, as far as it shall change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they shall show instead. Only the difference between the two texts counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the texts as they are, or as the mean over 80 wordings (a photo of a ..., a drawing of a ...), which says the class and nothing else. For CLIP models that know such sentences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logarithmic: -log((2 - L)/2), as released; directional: L = 1 - cos between the picture&apos;s change and the text&apos;s; global: 1 - cos between picture and target text, whatever the picture was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clip weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much that counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>l1 weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much every change of a pixel counts against it: more keeps more of the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>full: the walk&apos;s end is judged and all its steps learn. memory_saving: the same, with memory for one step only and a third more work. efficient: each step&apos;s guess of the end is judged at once; quicker and cruder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the walk while learning; few are enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often to go through the pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each step changes the weights: 2e-6 to 8e-6 for large models and some dozens of pictures, more for small ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>growth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by after each round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learnt, for an Apply Edit node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw Inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws inverted pictures again: with the original model as they were, with a changed one edited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model to draw with: an Apply Edit node&apos;s, or the original to see what inverting loses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s autoencoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inverted pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt that they were inverted with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many levels to walk through; as many as inverting took lead back best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>η</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>eta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fresh noise in every step: 0 none, so that what is not edited stays; 1 as much as DDPM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of that noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into the Model&apos;s Domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings a picture that the model would never draw (rough strokes, another style) near to one that it would: adds noise and lets the model take it away, several times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they show, for models that read a prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training step to add noise up to, of 1000. Deeper leaves less of the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of each way back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses the noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures, nearer to the model&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walks from a picture back to the noise that the model would draw it from. What a changed model draws from there is the edited picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures, of a size that the model draws well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the pictures show, for models that read a prompt. The same one goes to the nodes that follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training step to walk to, of 1000: deep enough for what shall change to be undecided again. 300 for colours, 500 to 600 for shapes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many levels to walk through. More steps lead back more exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which noise level the model is told in each step: where it starts, as in DiffusionCLIP, or where it leads, as in diffusers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures with their noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loads a learnt edit: the weights of a fine-tuned denoising network, on their own or in its unet/ folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A .safetensors file that a Save Edit node wrote, or a folder with a network&apos;s weights, in a model folder. It has to be of the same kind as the model that it is applied to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edit, for an Apply Edit node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes a learnt edit to a .safetensors file: the whole denoising network in float16, under the names of the diffusers layout.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learnt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the file. Where it exists already a number is added, or with `noiseloom run --overwrite` it is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tune Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes the noise of inverted pictures, and not the model, until what is drawn from it changed as a text changes. For one picture; nothing is learnt for others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the walk to the picture that is judged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often to change the noise of each picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures with their new noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adaptive Projected Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Classifier-free guidance without the part of its push that only makes the prediction stronger, which is what burns at high scales (arXiv 2410.02416).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model to steer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>positive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to move towards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to move away from: the encoding of the empty text, or of a negative prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s in c + (s - 1)d. 1 is the prompt alone. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>parallel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the push along the prediction itself stays (η); 1: all, as without APG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>longest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest push d of a picture (r); 0: any. Latents of other sizes want other lengths.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the last step&apos;s push is added (β). Below 0 it is taken away, which looks forward; 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guided prediction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoguidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes a prediction away from a worse one of the same picture: of a smaller or less trained model. Better pictures without less diversity (arXiv 2406.02507).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prediction to improve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A worse one, for the same prompt: its mistakes are the good one&apos;s, enlarged. Of the same latent space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s in bad + s(good - bad). 1 is the good one alone. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier-Free Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes the prediction away from what the model draws without the prompt, towards the prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s in u + s(c - u). 1 is the prompt alone and halves the work, 0 no prompt; the paper&apos;s w is s - 1. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CFG++</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each step goes to the guided estimate but takes the noise of the unguided one along (arXiv 2406.08070). Colours burn less, and pictures can be inverted again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier-free guidance; its scale is now a small number: 0.6 to 1 do what 7 to 12 do without CFG++.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the samplers DDIM, Euler and Euler a.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CFG-Zero*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier-free guidance that first fits the prediction without the prompt to the one with it, by one factor a picture (arXiv 2503.18886).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s in z·u + s(c - z·u). 1 is the prompt alone. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves each step along the gradient of a classifier that sees through noise: towards what it takes for the class (arXiv 2105.05233). On top of any other guidance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to guide: the prompt alone, classifier-free guidance, another classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A classifier of what the model draws: of its latents, or of pixels, in the same size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it shall see: &quot;cat&quot;; of a classifier with several questions also &quot;kind: cat, colour: red&quot;. A number where it names no classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly. About 10 for a model that knows no classes, 0.5 to 4 on top of one that does; below 0 away from the class. 0 saves the work. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the class&apos;s log-probability, or of its logit alone, which does not push other classes away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest gradient of a picture; 0: any.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guided prediction. With DDPM the mean is shifted (Algorithm 1), with other samplers the noise (Algorithm 2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks with CLIP at what each step expects the picture to become, and moves it towards a text or a picture. On top of any other guidance, or of none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to guide: the prompt alone, no prompt, classifier-free guidance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decodes what the model draws, where that are latents; a small preview decoder is enough and faster.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>TEXT:WEIGHT, several separated by |. A negative weight drives away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures to become similar to, in what they show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>like weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their weight beside the texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly: about 100 for latents, 500 to 5000 for pixels of 256. 0 saves the work. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The way of the gradient: as if the model said the same for any picture (fast), through the model too (better; slow, much memory), or of the estimate blended with the noisy picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The squared angle, or 1 - cos, which pulls less when it is nearly right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cutouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What CLIP is shown; 16 squares of random size, augmented, if nothing is wired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight against differences between neighbouring pixels (total variation).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight against values outside of what a picture can show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backward steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Universal guidance&apos;s backward step (arXiv 2302.07121): beside the shift by &apos;scale&apos;, so many steps of gradient descent change the expected picture itself until CLIP is pleased. Insists where one gradient is too weak; with &apos;Recurrence&apos; of the sampler the model makes a picture of it again. 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backward rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each of these steps goes, in gradients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of everything random in the cutouts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model draws for the prompt, without guidance: classifier-free guidance at scale 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to draw; of several parts (a AND b) the mean by their weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prediction for the prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guides only during a part of the steps. Guidance at high noise costs variety, at low noise it costs time and gives little (arXiv 2404.07724).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used inside the interval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used elsewhere; the plain prompt if it is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First part of the steps that is guided, 0 is the noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where guidance ends, 1 is the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigma low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guides only at noise levels above this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigma high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guides only at noise levels up to this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guided inside, unguided outside. Calls that are not needed are not made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perturbed-Attention Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes the prediction away from what the model draws when positions of the picture cannot look at each other: towards parts that fit together (PAG, arXiv 2403.17377). On top of any other guidance, and of none: it needs no prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to guide: classifier-free guidance, the prompt alone, a class, nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s in + s(c - c&apos;): c is the prediction for the prompt, c&apos; the same with attention maps that are the identity. Beside classifier-free guidance 2 to 4, and its own scale lower. 0 saves the work. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose self-attention is spoilt: &quot;mid&quot;, &quot;down.2&quot;, &quot;up.1.0&quot; (as diffusers counts) or &quot;output.3&quot; (as ComfyUI does), several with commas. The middle decides on the whole picture; more layers spoil more, and burn sooner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guided prediction. It costs one prediction more, made together with the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perpendicular Negative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A negative prompt that never takes back what the prompt asks for: only what it has of its own counts (arXiv 2304.04968). Three predictions a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to move away from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoding of the empty text, from which both are counted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s in u + s(p - κ·n). May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>κ: how strongly the negative counts beside the prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regional Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guides parts of the picture by prompts of their own: where masks overlap, their guidance is averaged by weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weight; 0 leaves it to the places that no region covers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guider 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of region 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it counts (1). Any size; soft edges blend.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weight beside the others; 0 saves its calls.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guider 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of region 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guider 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of region 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guidance of all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rescale</source>
        <translation>重新缩放</translation>
    </message>
    <message>
        <source>Gives the guided prediction the contrast of the unguided one, against burnt colours at high scales (arXiv 2305.08891, section 3.4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guidance to tame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 leaves it as it is, 1 matches the contrast fully.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rescaled guidance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Self-Attention Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blurs the estimate where the model itself looks, asks the model again, and pushes away from what it makes of that: towards details where they matter (SAG, arXiv 2210.00939). On top of any other guidance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose estimate is blurred, and whose attention says where: beside classifier-free guidance Prompt Only for its negative, which is then computed once for both. The plain prompt of &apos;guider&apos; if it is not connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly: 0.5 to 1. 0 saves the work. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blur</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the estimate is blurred (σ), in pixels of what the model draws.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blurred is where positions of the middle layer are listened to more than this; 1 is the mean of all. 0 blurs everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guided prediction. It costs one prediction more, made after the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothed Energy Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pushes the prediction away from what the model draws when neighbouring positions ask their self-attention alike (SEG, arXiv 2408.00760). As Perturbed-Attention Guidance, but how much is spoilt can be chosen, and less of it changes colours less. On top of any other guidance, and of none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s in + s(c - c&apos;): c is the prediction for the prompt, c&apos; the same with blurred queries. 0 saves the work. May change over the steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far queries are blurred (σ), in positions of the layer: 0 changes nothing, from about the side of the layer on all positions ask nearly the same, above 9999 exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose queries: &quot;mid&quot;, &quot;down.2&quot;, &quot;up.1.0&quot; (as diffusers counts) or &quot;output.3&quot; (as ComfyUI does), several with commas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum of Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds what several guidances push towards: a AND b, a NOT b (negative weight), a prompt with a second one on top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first; the sum starts from its unguided estimate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of a; 0 leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>b</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight b</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of b; 0 leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>c</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight c</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of c; 0 leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of d; 0 leaves it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base of a + the weighted pushes of all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch Guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes on one of two inputs; the other is not computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: the first input. On: the second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed on while the switch is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passed on while the switch is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>The input that was chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dynamic Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the range that a lower guidance scale would have, so that high scales do not burn. For latents; pixel models have &apos;clip&apos; of the sampler.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mimic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scale whose range is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the values that may reach the limit; 1: none is cut, all shrink alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tamed guidance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Composite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays a picture over another where a mask says so; the rest stays as it was, bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>base</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>The picture below; the first of a batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures on top, of the same size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1: the picture on top, 0: the one below. Scaled to the pictures where its sides have their ratio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>feather</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softness of the mask&apos;s edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The composed pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image Grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lays pictures out side by side, for comparing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first picture, or a whole batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures in a row; 0: about as many as rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One picture of all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a picture: PNG, JPEG, WebP, TIFF, EXR, BMP or PNM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture, by name beside the workflow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture, without alpha, sRGB-encoded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the picture is transparent (1); nowhere if it has no alpha.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes one picture out of a batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which one; the first is 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes pictures larger or smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New height.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How pixels between pixels are made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resized pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes pictures to files: PNG, JPEG, WebP, TIFF or EXR, by the name&apos;s ending.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per channel; automatic: 8, and 16 for EXR.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of JPEG and WebP; 100 makes WebP lossless.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>embed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the workflow and its settings into the file, so that it opens as its workflow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scene</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A captioned picture of the procedural data set: flat shapes in front of a background, as training sees them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which scene. With every choice at any, seeds give the scenes that training sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown. Where this or one of the next four is chosen, it stands alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its colour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>object size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large it is. Large objects lie in the centre.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it lies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is behind it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many scenes, of this seed and those that follow it: a set to compare a model&apos;s pictures with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture, or all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>caption</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A caption of the first as in training: some attributes are left out, words vary with the seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The full caption of the first: every attribute, always in the same words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decode Latent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns latents into pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The autoencoder of the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a sampler made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty Latent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty canvas for a sampler: sets the size of the picture and how many are made at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that will fill it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width: a multiple of the model&apos;s factor, 8 for Stable Diffusion. Other sizes are refused, not rounded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height, a multiple of the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures made together; each has noise of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encode Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns pictures into latents, to start from them or to repaint a part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures. Sides that the model cannot make are continued to the next size it can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the sampler may repaint (1); elsewhere it keeps the picture. Scaled to the picture where its sides have the same ratio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sampled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw from what the encoder allows (as diffusers does) instead of taking its middle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed of that draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures as latents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inpainting Model Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For models made for inpainting (9 input channels): tells them the mask and the picture around it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The negative or empty prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture; the first of a batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to repaint (1). Scaled to the picture where its sides have the same ratio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt with mask and picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The negative prompt with mask and picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture as latent, with the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch Latent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>True Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws from a known distribution itself, without diffusion: what a sampler&apos;s results are to be compared with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The distribution, of a mixture&apos;s node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The canvas that would be sampled, for the number of samples and their shape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses the samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale Latent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes latents larger (or smaller), for a second pass of the sampler that adds detail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The latents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many times larger each side becomes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How values between latent pixels are made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scaled latents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Feather Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Softens the edge of a mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>radius</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the soft edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The softened mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image to Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads a mask from the brightness of a picture: white = repaint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swaps what is repainted and what is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 where the mask was 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painted Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mask that is painted over a picture with a brush.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that is painted on: the mask gets its size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The strokes, in parts of the picture, so that they fit one of another size too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask: 1 = repaint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mask that is 1 inside a rectangle, of the size of a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture whose size the mask gets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left edge, as a part of the width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upper edge, as a part of the height.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower edge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes by Classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a noise-aware classifier says of finished samples: for the Inception Score, or as features.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge, of the same latents or pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The samples, without noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of the classifier&apos;s questions, as &quot;kind&quot;; empty: the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>logits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row a sample, of as many logits as there are classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP Features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What CLIP&apos;s image tower makes of pictures: unit vectors, for measures of sets of pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tower. Measures by different towers cannot be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures, all of one size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes by CLIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tells pictures apart by texts, as CLIP does without having been trained for it: for the Inception Score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text for every class, separated by |.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row a picture, of as many logits as there are texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How well pictures fit a text: the mean of 100·max(cos, 0) (arXiv 2104.08718 has 2.5 in the place of 100). A CLIP that also guided them is no judge.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge. Scores of different towers cannot be compared, nor those of texts of different kinds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they are to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 to 100; about 20 to 35 for OpenAI&apos;s models where text and picture agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fréchet Distance (FID)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far two sets of pictures are apart, both taken for normal distributions of features: |m1 - m2|² + Tr(C1 + C2 - 2(C1·C2)^½) (arXiv 1706.08500). It is too large for few pictures, and the more so the fewer: compare only sets of the same size, by the same features. Below as many pictures as a row has numbers the covariances are singular and it means little; the papers take 50,000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features of what a model drew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features of what it should look like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 for equal moments. FID in papers is on features of Inception v3: numbers on others are for comparisons among themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inception Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether pictures are clear and of all kinds: exp of the mean KL(p(y|x) | p(y)) (arXiv 1606.03498). It knows no real pictures, so one fine picture of each class is enough for the best score, and few pictures lower it: p(y) is estimated in each split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row of logits a picture, of &apos;Classes by Classifier&apos; or &apos;Classes by CLIP&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts that are scored apart, in their order; 10 in the papers, of 5,000 pictures each. Shuffle pictures that come class by class, or take 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over the splits: 1, nothing is told apart, to the number of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deviation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between the splits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values as Features</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples as they are, for measures: the points of a plane, or latents value by value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A row a sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likelihood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How probable a model finds pictures, in bits per dimension, less is better: along the probability flow, whose divergence is estimated with random directions (arXiv 2011.13456, appendix D.2). Of the model&apos;s latents where it draws latents: not comparable with another model&apos;s. Good pictures and high likelihood are different things.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model with what it is asked to draw, best unguided: a guided flow is no longer that of a density that was learnt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures, as the model draws them. A batch shares the solver&apos;s steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The equation that the model was trained with: variance preserving (DDPM&apos;s limit), sub-VP, or variance exploding. Not asked for models of score_sde, which say it themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beta min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>β at time 0, of vpsde and subvpsde.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beta max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>β at time 1: a thousand times the last β of DDPM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigma min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least noise of vesde, of pictures in [-1, 1]: twice that of pictures in [0, 1].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sigma max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most noise of vesde.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps between -1 and 1 that pictures had before they became numbers: 256 of 8-bit files. They are spread over their step and the bits count for whole pictures. 0: bits of a density, which may be below 0, as for points or latents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random directions of signs or of normal numbers; exact: every direction, one gradient for each value of a picture (up to 4096).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random directions to average over. 1 in the paper, where many pictures average.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tolerance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of each step&apos;s error, relative and absolute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the directions and of the place within a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits per dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean over the pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bits per dimension of every picture: rows of one number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision and Recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fidelity and diversity apart (arXiv 1904.06991): the share of the drawn pictures that lie among the real ones, and of the real ones that lie among the drawn. Guidance trades one for the other. A set covers, round each picture, what is no further than its k-th neighbour: so outliers cover much, and sets must be of one size to be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>k: 3 in the paper. More neighbours cover more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 to 1: how much of what was drawn looks real.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 to 1: how much of what is real can be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vendi Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many different things there are among pictures, without any real ones: exp of the entropy of the eigenvalues of their similarities (arXiv 2210.02410), cosines here. It says nothing of quality, noise is most diverse, and it grows with the number of pictures. CLIP&apos;s vectors are all rather alike: expect numbers little above 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1, all alike, to the number of pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Asks a class-conditional model for one of the things that it was trained to draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model, for the names of its classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the class, or its number where the model names none. Empty: no class, which a model has to be trained for; also for models without classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loads a Stable Diffusion model: a checkpoint file or a diffusers folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A .safetensors checkpoint or a diffusers folder in a model folder; the embedded model pack if nothing else is chosen. Only the parts whose outputs are used have to be in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the network predicts; checkpoints of Stable Diffusion 2 do not say, so it can be set here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that removes noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its autoencoder, between pictures and latents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load Autoencoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loads an autoencoder (VAE, TAESD) on its own, to use instead of the model&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A .safetensors file or a folder in a model folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The autoencoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load Classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loads a classifier that was trained on noisy pictures or latents, for classifier guidance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with weights and config.json: guided-diffusion&apos;s EncoderUNetModel with the arguments of that class, or Noiseloom&apos;s own. A &quot;scheduler&quot; in it says which noise it knows; DDPM&apos;s linear one without.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classifier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load CLIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loads a CLIP model: a text tower and a picture tower whose outputs are close where text and picture agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder in the layout of transformers&apos; CLIPModel, or a .safetensors file with both towers. A tokenizer lies in the folder or, as tokenizer/, beside it; else CLIP&apos;s own is taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The towers with their tokenizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load LoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes a model and its text encoder by a LoRA: a small file that teaches a style, a person or a thing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text encoder to change; most LoRA files change it a little or not at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A LoRA (also LoCon, LoHa, LoKr, DoRA) in safetensors, as kohya&apos;s scripts, LyCORIS, PEFT, diffusers and `noiseloom train` write them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the change the model gets: 1 is what was trained, 0 nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same for the text encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changed model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changed text encoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussians in the Plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model whose truth is known: points in a plane, each class a Gaussian, the classes on a circle. Score, classifier and conditional are exact, so whatever a sampler or a guidance does wrong is its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of Gaussians. The first is at the top, the others follow counterclockwise; they are called 0, 1, 2, ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the circle on which their means lie.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation of each Gaussian, τ, the same in every direction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often each class is drawn, as &quot;3, 1, 1&quot;; empty: all alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Levels of noise that the model says it knows, for schedules: Stable Diffusion&apos;s, DDPM&apos;s, the cosine, or the classifier-free guidance paper&apos;s. It is exact at any, but Stable Diffusion&apos;s end where a picture still shows through: samples fall short of a class&apos;s mean by spread/14.6 of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples on the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model. Ask it for a class by &apos;Class&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exact classifier at every noise level.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The distribution itself, for plots and measures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty canvas for a sampler: so many points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gaussians of Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model of pixels whose truth is known: each given picture is a class, of which it draws the picture with some grain. Score, classifier and conditional are exact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first class, or a batch of classes. Pictures are square and of one size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model. Its classes are called 0, 1, 2, ...: ask for one by &apos;Class&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels as they are, for decoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The distribution itself, for measures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cutouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses what CLIP is shown of a picture at every iteration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latest: the whole picture each time, pooled to CLIP&apos;s size; only the augmentations differ. original: squares of random size and place, without augmentations. updated: such squares, augmented.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many at once. More give a calmer gradient and take longer; with few, CLIP is easily pleased by noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>power</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the squares&apos; sides: above 1 small ones are more frequent (details), below 1 large ones (composition).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise is added to every cutout, of a random deviation up to this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>augments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random changes in the order in which they act: affine (turn, move, shear), perspective, jitter (hue and saturation), erasing (a part is black), flip, sharpness. Without any the search finds patterns that please CLIP and show nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a search by CLIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by CLIP (VQGAN-CLIP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches a picture that CLIP finds similar to a text: the gradient of CLIP&apos;s judgement moves the latent of an autoencoder, without any diffusion.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose latent is moved. A VQGAN keeps pictures natural by its codebook; others are freer; without one the pixels themselves are moved, which CLIP likes best and people least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TEXT:WEIGHT:STOP, several separated by |, phases of a story by ^. A negative weight drives away; a stop ends a prompt&apos;s pull at that distance (0: equal, about 1: unrelated).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random directions in CLIP&apos;s space, WORD:WEIGHT; the word chooses the direction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture to begin with instead of the canvas; its size is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it begins: random latents, the encoding of random pixels, or of colours that run into each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the canvas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iterations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a step goes: Adam moves each number of the latent by about this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above 0 latents shrink by this times the learning rate at each step (AdamW).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>init weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How firmly the latent is held where it began: keeps a starting picture recognisable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>init fades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hold is towards zero and fades away instead, as in later versions of VQGAN-CLIP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations from one frame to the next, each moved by the zoom if there is one; 0: only the last picture is a frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What CLIP is shown; 32 of the whole picture, augmented, if nothing is wired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the picture moves after every frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the canvas and of everything random in the cutouts; the same seed gives the same picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it came about: all frames, the finished picture last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Moves the picture from frame to frame of a search: a flight into what CLIP sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above 1 the picture comes nearer, below 1 it recedes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shift x</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves it to the right, in parts of its width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shift y</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves it down, in parts of its height.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns it clockwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DDIM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Deterministic steps along the estimate (arXiv 2010.02502); with η noise is added back, up to DDPM at 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: the same noise always gives the same picture; 1: as noisy as DDPM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits the estimate; for pixel models only, never for latents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clipped epsilon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Derive the noise anew from the limited estimate, as guided-diffusion does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sampler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sampler.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DDPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original sampler of diffusion models (arXiv 2006.11239): new noise in every step. Wants many steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>variance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise added: the posterior&apos;s variance, β (more), or what lies between them: as a model says that has learnt it (arXiv 2102.09672), or at v.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>v</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the interpolated variance lies: 0 the posterior&apos;s, 1 β. 0.2 to 0.3 in &quot;Classifier-Free Diffusion Guidance&quot; (arXiv 2207.12598, Algorithm 2), whose steps are the schedule log_snr.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DEIS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws a curve through the estimated noise of the last steps and integrates it exactly (arXiv 2204.13902): few steps with little guidance. One call of the model a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many steps the curve goes through; 1 is DDIM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower order final</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower orders in the last two steps of runs below 15 steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM-Solver-2 (arXiv 2206.00927): looks at the slope in the middle of each step and takes the whole step along it. Two calls of the model a step, as Heun. Upset by few steps from very high noise levels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>churn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much noise is put back in over all steps; 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>churn sigma min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only at noise levels from here ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>churn sigma max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>... to here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>churn noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of the noise put back; 1.003 adds a little detail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM2 Ancestral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM2 with new noise after every step (&quot;DPM2 a&quot;): the picture keeps changing as steps are added. Two calls of the model a step. Upset by models that start from very high noise levels, where DPM++ 2S Ancestral is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of each step is new noise; 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of the new noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM Adaptive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM-Solver with steps as long as the error allows (arXiv 2206.00927), &apos;order&apos; calls of the model a try. Takes only the first and last level of the schedule; curves over the steps count with their start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the solver, and its calls of the model a try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relative</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error allowed, relative to the picture&apos;s values. Smaller: more steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absolute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error allowed where values are near 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM Fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM-Solver of order 3 in a given number of calls of the model (arXiv 2206.00927). Spreads its own steps evenly in ln σ and takes only the first and last level of the schedule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls of the model in the whole run: three a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM-Solver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole family as diffusers has it: multistep remembers earlier steps (DPM++ 2M), singlestep groups &apos;order&apos; steps into one (DPM++ 2S). One call of the model a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the other estimates of a step come from: earlier steps, or levels within it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>algorithm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is followed: the estimated picture (arXiv 2211.01095), or the estimated noise (arXiv 2206.00927), which strong guidance upsets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 for strong guidance, 3 for none; 1 is DDIM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which second-order correction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower orders at the end of the run, where high ones ring; multistep below 15 steps alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM++ 2M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second-order multistep solver (arXiv 2211.01095): the best picture for few steps in most cases.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First order in the last step of runs below 15 steps, as diffusers does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM++ 2M SDE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM++ 2M with new noise in every step, from one Brownian path: more detail, settles as steps are added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much noise is added back; 0 is DPM++ 2M.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of that noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM++ 2S Ancestral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM-Solver++ of second order without memory (arXiv 2211.01095), with new noise after every step (&quot;DPM++ 2S a&quot;). Two calls of the model a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM++ 3M SDE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM++ 2M SDE with a memory of three steps: smoother from 30 steps on. One call of the model a step. Goes with the exponential schedule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much noise is added back; 0: none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM++ SDE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DPM-Solver++ with noise in both halves of every step, from one Brownian path: rich detail in few steps. Two calls of the model a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where in the step, in ln σ, the second call is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Euler</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One straight step along the slope at a time: simple, fast, hard to upset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Euler Ancestral</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Euler with new noise after every step (&quot;Euler a&quot;): the picture keeps changing as steps are added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of each step is new noise; 0 is plain Euler.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks ahead and averages two slopes a step: twice the work of Euler, and more exact for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known Part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of a picture before it is drawn, for the reverse SDE: the part outside of a mask (inpainting), or the grey of every pixel (colourising). The sampler keeps to it at every noise level, and no model need be trained for that (arXiv 2011.13456, appendix I). The rest heeds it as far as a noisy picture shows it: of two things that fit nearly as well, the less likely comes too often; Langevin corrections help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture as the model draws it, by &apos;Encode Image&apos;. For the part outside of a mask, with that mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside_mask: everything where the mask does not allow to repaint. grey: the mean of the channels of every pixel, for models that draw pixels; the picture may have colours, they are not looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>known part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known, for &apos;Reverse SDE&apos;. Sample draws on an empty canvas then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LCM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For latent consistency models (arXiv 2310.04378) and LCM LoRAs alone: 2 to 8 steps, each to the picture and back with new noise, with the schedule &apos;lcm&apos;. One call of the model a step; wants a guidance scale of 1 to 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>boundary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves the lowest levels as they are, as in the distillation and in diffusers; ComfyUI does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LMS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear multistep: carries the slopes of the last steps on, like PNDM but for levels at any distance. One call of the model a step. Wants 20 steps or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many slopes count; 1 is Euler.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNDM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear multistep (arXiv 2202.09778, PLMS): the first Stable Diffusion&apos;s default. Goes with the &apos;leading&apos; spacing. One call of the model a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warm up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts with three Runge-Kutta steps of four calls each instead of one of two: the paper&apos;s PNDM, for models without a latent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability Flow (RK45)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Solves the ordinary differential equation that has the noise&apos;s distribution at every time (arXiv 2011.13456, section 4.3), with steps of its own choice and a bound on their error. The same noise gives the same picture however it is solved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model of score_sde: its own equation is taken then. Any other is taken to have the one that is chosen here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of each step&apos;s error, relative and absolute. 1e-5 in the paper; less takes more calls of the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the way after which the picture so far is shown. Each begins its steps anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sampler; it wants the schedule beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stages, evenly spread in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recurrence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes each step several times: after it the noise it took away is put back anew, and the step is made again from there (universal guidance, arXiv 2302.07121; FreeDoM&apos;s time travel, arXiv 2303.09833). Gives strong guidance the time to make one picture of what it asks for and what the model knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often each step is made; 1: once, as without this. The work grows by as much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats only steps from noise levels above this. What is left below is detail, which needs no second try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeats only steps from noise levels up to this. Above nothing is decided yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sampler that repeats its steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turns noise into a picture, step by step, as the guidance says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to draw, and how strongly to insist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which noise levels to step through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty canvas, or a picture to start from; with a mask only that part changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses the noise; the same seed gives the same picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>philox: the same on every machine and for every batch size. torch_cpu: the numbers that ComfyUI and diffusers draw on the CPU. nvidia: those that A1111 and Forge draw on NVIDIA&apos;s cards (their &quot;NV&quot; everywhere).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inpaint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a mask: show the model the known part at every step (k-diffusion, soft masks), or put it back after every step (diffusers).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The finished latents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What guidance did in every step, for the nodes of the category Trace.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The noise levels that a sampler walks through, from noise to picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model, for the levels it was trained on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of steps. Not read by respaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the levels are spread: karras has more of them near the picture; trailing suits models without a clean start; lcm is for LCM, TCD and their LoRAs; respaced keeps training steps as guided-diffusion does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below 1 only the last part of the steps is run, to change a given picture instead of making a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ρ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rho</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bend of karras (7) and polyexponential (1); 0 their usual value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>respacing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of respaced, in the words of guided-diffusion&apos;s timestep_respacing: &quot;250&quot; steps, evenly; &quot;10,15,20&quot;: so many in each third of the training steps, from the picture up; &quot;ddim25&quot;: every k-th step for the k that leaves 25, as the DDIM paper has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip the last but one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skip penultimate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves out the lowest level above the picture and spreads the steps over the others: A1111 and ComfyUI do so for DPM2 and DPM2 a, ComfyUI for UniPC, A1111 for DPM++ 3M SDE. Of the kinds that choose noise levels, up to log_snr in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The levels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse SDE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs the stochastic differential equation of noise backwards, in continuous time (arXiv 2011.13456). With the gradient of a classifier it is the conditional equation. One call of the model a step, one more for each correction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From time 1 to 0. The paper takes 1000 to 2000; fewer leave noise in the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>predictor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a step is taken: as the forward process steps, by the plain Euler-Maruyama rule, or as DDPM&apos;s and NCSN&apos;s ancestral sampling. None leaves it to the corrector.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corrector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before each step: Langevin dynamics, which moves x along the score to where it belongs at this noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>snr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far a correction goes, relative to its noise. 0.16 for vesde, 0.01 to 0.1 for the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>corrections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrections before each step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability flow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Half the score and no noise: the deterministic flow, by the same steps. Not with ancestral.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of the picture, by &apos;Known Part&apos;: it is put in after each correction and step, with the noise that belongs there, and the rest follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evenly spread in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TCD</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For trajectory consistency models (arXiv 2402.19159) and their LoRAs alone: 2 to 8 steps with as much noise as wanted, with the schedule &apos;lcm&apos;. One call of the model a step; wants a guidance scale of 1 to 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0: no noise, for few steps; higher for more steps, which then add detail. The paper&apos;s γ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UniPC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicts the step, then corrects it with the next estimate at no cost (arXiv 2302.04867): good from 5 to 10 steps on. One call of the model a step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 for strong guidance, 3 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper&apos;s B(h): bh2 as in diffusers; bh1 for little guidance and very few steps (uni_pc in ComfyUI).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower orders in the last steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Turns a text into what a model is asked to draw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text encoder of the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt. Empty: what the model draws when nothing is asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>syntax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose brackets are understood: (word:1.2) in both, [a:b:0.4] and AND in a1111 only, none in plain. [a:b:0.4] is a for the first 40 % of the steps that the sampler runs, [a:b:10] is a up to its step 10, [a|b] takes turns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>emphasis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How weights act: as the syntax&apos;s program does, or A1111&apos;s original, A1111&apos;s without restoring the mean, ComfyUI&apos;s interpolation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clip skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer of the text encoder that is read: 1 the last, 2 the one before it; 0 the model&apos;s own choice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoded prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt (SDXL)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A prompt with what SDXL also reads: a second text, picture size and crop, and how an empty negative prompt counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text encoder of an SDXL model or refiner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the second encoder (OpenCLIP bigG); the prompt itself if empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a negative prompt: the zeroing rule and the refiner&apos;s lower score apply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a negative prompt is all zeros instead of an encoding: as the syntax&apos;s program does, never, or when its text is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width the model is told the original had; 0 as the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height the model is told the original had; 0 as the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crop left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels the model is told were cut off at the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crop top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels the model is told were cut off at the top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Asks a guider once more about one step of a run, and shows what it says: the estimates and what each term changes. With another guider: what that would have said there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the run to look into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The guider of that run, or another one of the same model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The autoencoder of a model of latents: its pictures are shown, and what the terms change in them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which step, from 1; beyond the last one: the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model saw: the picture under its noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>The guided estimate of the finished picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The estimate that guidance starts from: without the prompt, or for the negative one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The estimate for the prompt alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>terms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each term changes, one map after the other: orange where it makes the picture lighter, blue where darker. Without an autoencoder: the mean over the channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saliency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much each term changes, in any direction: black where nothing, yellow where most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot a Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What guidance did in every step of a run, as curves: noise, weights, lengths, cosines, what is clipped, what judges say, and the time it took.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>panel height</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of each panel, of which there is one for everything that the run has; a panel with a long legend is higher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The panels, one above the other, over the same steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains a model by a configuration and hands it on. A run that was cancelled has left a checkpoint, from which the next one goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training configuration, as `noiseloom train` reads it, in a model folder. The files that it names lie relative to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many steps in all; 0: as the configuration says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the weights, the order and the noise; 0: as the configuration says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where checkpoint, log, pictures and model go: in a folder of their own for each configuration and seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trained model, where that is a denoiser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text encoder that it was trained with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The autoencoder that it was trained with, or the trained one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trained classifier, where that is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss over the steps, on a logarithmic scale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures of the last report: samples, or reconstructions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>A value that changes over the steps, from the noise (0) to the picture (1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number, or knots of position and value with straight lines between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same curve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Integer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number to use in several places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number to use in several places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One seed for several samplers: equal seeds give equal noise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any whole number from 0 to 2^64 - 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text to use in several places, such as a prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to image</source>
        <translation>文生图</translation>
    </message>
    <message>
        <source>A picture from a prompt, by classifier-free guidance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Negative Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image to image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>Redraws a picture as the prompt says, keeping as much as the strength allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide with CLIP</source>
        <translation>用 CLIP 引导</translation>
    </message>
    <message>
        <source>CLIP looks at what each step expects, and pulls it towards a text of its own: here a colour that the prompt leaves open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What CLIP shall see</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP&apos;s scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare guidance</source>
        <translation>比较引导强度</translation>
    </message>
    <message>
        <source>The same noise under growing guidance scale, side by side: 1, 2, 4, 7, 12.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class conditional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four pictures of one class, by guided-diffusion&apos;s network on pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier guidance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four pictures of one class, from a model that is asked for none: a classifier leads it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colourise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the grey of a picture other colours: the reverse SDE keeps to what is known of a picture, with a model that was never trained for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrections a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diffusion CLIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learns from one picture what a text&apos;s change means for it (DiffusionCLIP): the picture, what the model makes of it again, and the edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it shall show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degree of the change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Depth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fidelity diversity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What guidance costs: many pictures at each of eight scales, and how near they come to true ones (FID, precision) and how far they differ (recall, Vendi score). For noiseloom sweep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What true pictures show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inpaint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repaints a part of a picture; the rest stays as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What guidance does in one step: the picture under its noise, the estimates without and with the prompt and the guided one, and what guidance changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step to look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Negative prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture from a prompt that also moves away from a negative prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Perturbed attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of what the model likes, without a prompt, a class or a judge: led away from what it draws when the positions of a picture cannot look at each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three gaussians</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three Gaussians whose truth is known, guided more and more: samples leave the other classes and draw together. Figure 2 of the classifier-free guidance paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance scale 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance scale 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance scale 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guidance scale 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains a tiny autoencoder on scenes in a minute and shows what it makes of pictures that it has not seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture in two stages: drawn small, made larger, and its last steps drawn again, by a subgraph.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redraw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes latents larger and draws their last steps again, for detail that the first pass had no room for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VQGAN CLIP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searches a picture that CLIP finds similar to the prompt (VQGAN-CLIP): no diffusion, only the gradient of CLIP&apos;s judgement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>noiseloom::CurveField</name>
    <message>
        <source>Over steps…</source>
        <translation>随步数变化…</translation>
    </message>
    <message>
        <source>Make it flat</source>
        <translation>变为恒定值</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Place of the knot: 0 is noise, 1 the picture</source>
        <translation>节点位置：0 是噪声，1 是图片</translation>
    </message>
    <message>
        <source>Value at the knot</source>
        <translation>该点的值</translation>
    </message>
    <message>
        <source>Ramp up</source>
        <translation>逐渐上升</translation>
    </message>
    <message>
        <source>Ramp down</source>
        <translation>逐渐下降</translation>
    </message>
    <message>
        <source>Interval: only in the middle</source>
        <translation>区间：只在中段</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>The same with more knots</source>
        <translation>同样的曲线，更多的点</translation>
    </message>
    <message>
        <source>at</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>noiseloom::CurvePlot</name>
    <message>
        <source>Curve over the steps</source>
        <translation>随步数变化的曲线</translation>
    </message>
    <message>
        <source>Knot %1 of %2, at %3: %4</source>
        <translation>第 %1 个点，共 %2 个，位于 %3：%4</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>noiseloom::DocumentPage</name>
    <message>
        <source>Edits cannot be kept for the case of a crash: %1</source>
        <translation>无法为意外退出保留编辑：%1</translation>
    </message>
    <message>
        <source>There is no text to paste: nodes are copied as the text of a workflow.</source>
        <translation>没有可粘贴的文本：节点以工作流文本的形式复制。</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Select the node to run to.</source>
        <translation>请选中要运行到的节点。</translation>
    </message>
    <message>
        <source>New seeds</source>
        <translation>新种子</translation>
    </message>
    <message>
        <source>Add dot</source>
        <translation>添加转折点</translation>
    </message>
    <message>
        <source>Show as a line</source>
        <translation>显示为线条</translation>
    </message>
    <message>
        <source>Show as a tag</source>
        <translation>显示为标签</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Remove frame</source>
        <translation>移除框</translation>
    </message>
    <message>
        <source>Run to here</source>
        <translation>运行到这里</translation>
    </message>
    <message>
        <source>No bypass</source>
        <translation>取消旁路</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消停用</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Make subgraph</source>
        <translation>建立子图</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Duplicate with wires</source>
        <translation>连同连线创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete, keeping wires</source>
        <translation>删除并保留连线</translation>
    </message>
    <message>
        <source>Add node…</source>
        <translation>添加节点…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>整理</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Add picture</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>%1 cannot be used here.</source>
        <translation>%1 在这里用不上。</translation>
    </message>
    <message>
        <source>Add a node</source>
        <translation>添加节点</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Restore this graph</source>
        <translation>恢复这张图</translation>
    </message>
    <message>
        <source>Select the nodes that become a subgraph.</source>
        <translation>请选中要成为子图的节点。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Dissolve subgraph</source>
        <translation>溶解子图</translation>
    </message>
    <message>
        <source>Select a subgraph to dissolve.</source>
        <translation>请选中要溶解的子图。</translation>
    </message>
    <message>
        <source>There is no picture yet: run the graph first.</source>
        <translation>还没有图片：请先运行。</translation>
    </message>
    <message>
        <source>Sweeps are of inputs of the whole graph: promote this one to an input of the subgraph.</source>
        <translation>扫描只针对整张图的输入：请把它提升为子图的输入。</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>好的</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>That run had no such sampler: there is no trace to compare with.</source>
        <translation>那次运行没有这个采样器：没有可比较的轨迹。</translation>
    </message>
    <message>
        <source>The trace of that run is no longer at hand: run it again.</source>
        <translation>那次运行的轨迹已不在手边：请重新运行。</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>结束比较</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Select a node that loads a model.</source>
        <translation>请选中加载模型的节点。</translation>
    </message>
    <message>
        <source>Insert %1</source>
        <translation>插入 %1</translation>
    </message>
    <message>
        <source>Select the subgraph to save.</source>
        <translation>请选中要保存的子图。</translation>
    </message>
    <message>
        <source>Save subgraph</source>
        <translation>保存子图</translation>
    </message>
    <message>
        <source>Subgraphs (*%1)</source>
        <translation>子图 (*%1)</translation>
    </message>
    <message>
        <source>The subgraph is saved: the search offers it by its name in every workflow.</source>
        <translation>子图已保存：在任何工作流中都可以按名称搜索到它。</translation>
    </message>
    <message>
        <source>Save subgraph…</source>
        <translation>保存子图…</translation>
    </message>
</context>
<context>
    <name>noiseloom::EditorDocument</name>
    <message>
        <source>Set %1</source>
        <translation>设置 %1</translation>
    </message>
    <message>
        <source>Rename Node</source>
        <translation>重命名节点</translation>
    </message>
</context>
<context>
    <name>noiseloom::FieldWidget</name>
    <message>
        <source>Reset to %1</source>
        <translation>重置为 %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
</context>
<context>
    <name>noiseloom::FileField</name>
    <message>
        <source>Locate…</source>
        <translation>定位…</translation>
    </message>
    <message>
        <source>Type a name…</source>
        <translation>输入名称…</translation>
    </message>
    <message>
        <source>This file is of no use here.</source>
        <translation>这个文件在这里没有用。</translation>
    </message>
</context>
<context>
    <name>noiseloom::FilmStrip</name>
    <message>
        <source>Pictures of the steps</source>
        <translation>各步的图片</translation>
    </message>
    <message>
        <source>estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基准</translation>
    </message>
    <message>
        <source>Δ %1</source>
        <translation>Δ %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::FormItem</name>
    <message>
        <source>Item %1: %2</source>
        <translation>第 %1 项：%2</translation>
    </message>
    <message>
        <source>Drag it, or press Alt+Up and Alt+Down</source>
        <translation>拖动它，或按 Alt+上、Alt+下</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove from form</source>
        <translation>从表单移除</translation>
    </message>
</context>
<context>
    <name>noiseloom::FormView</name>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Edit form</source>
        <translation>编辑表单</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Stop   %1 %</source>
        <translation>停止   %1 %</translation>
    </message>
    <message>
        <source>No field was promoted yet. In the graph, right-click a field and choose “Promote to form”.</source>
        <translation>还没有提升任何字段。在图中右击一个字段，选择“提升到表单”。</translation>
    </message>
    <message>
        <source>Add heading</source>
        <translation>添加标题</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Add Heading</source>
        <translation>添加标题</translation>
    </message>
    <message>
        <source>the workflow has no such input any more</source>
        <translation>工作流中已没有这个输入</translation>
    </message>
    <message>
        <source>comes over a wire</source>
        <translation>由连线传入</translation>
    </message>
    <message>
        <source>wants a wire</source>
        <translation>需要一条连线</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Rename in Form</source>
        <translation>在表单中重命名</translation>
    </message>
    <message>
        <source>Remove from Form</source>
        <translation>从表单移除</translation>
    </message>
    <message>
        <source>Reorder Form</source>
        <translation>调整表单顺序</translation>
    </message>
</context>
<context>
    <name>noiseloom::GraphScene</name>
    <message>
        <source>Place nodes</source>
        <translation>放置节点</translation>
    </message>
</context>
<context>
    <name>noiseloom::GraphView</name>
    <message>
        <source>Graph</source>
        <translation>节点图</translation>
    </message>
    <message>
        <source>Press Space to add a node, or choose a template at the left.</source>
        <translation>按空格添加节点，或在左侧选择一个模板。</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Add dot</source>
        <translation>添加转折点</translation>
    </message>
    <message>
        <source>Remove dot</source>
        <translation>移除转折点</translation>
    </message>
    <message>
        <source>This node&apos;s type, “%1”, is not known here. It is kept as it is.</source>
        <translation>这里不认识这个节点的类型“%1”。它会原样保留。</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>noiseloom::HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Runs, newest first</source>
        <translation>运行记录，最新的在前</translation>
    </message>
    <message>
        <source>Nothing has run yet.</source>
        <translation>还没有运行过。</translation>
    </message>
    <message>
        <source> · failed</source>
        <translation> · 失败</translation>
    </message>
    <message>
        <source> · cancelled</source>
        <translation> · 已取消</translation>
    </message>
    <message>
        <source> · %1 s</source>
        <translation> · %1 秒</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 项</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Restore this graph</source>
        <translation>恢复这张图</translation>
    </message>
    <message>
        <source>Compare with the newest run</source>
        <translation>与最新的运行比较</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>noiseloom::InputRow</name>
    <message>
        <source>%1, not connected</source>
        <translation>%1，未连接</translation>
    </message>
    <message>
        <source>%1, from %2</source>
        <translation>%1，来自 %2</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>needs a %1</source>
        <translation>需要%1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
</context>
<context>
    <name>noiseloom::Inspector</name>
    <message>
        <source>Nothing is selected.</source>
        <translation>没有选中任何东西。</translation>
    </message>
    <message>
        <source>Click a node to see what it does and to set its fields.</source>
        <translation>点击一个节点，看它做什么，并设置它的字段。</translation>
    </message>
    <message>
        <source>Bypass Node</source>
        <translation>旁路节点</translation>
    </message>
    <message>
        <source>Do Not Bypass Node</source>
        <translation>取消旁路节点</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reset all fields</source>
        <translation>重置所有字段</translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Bypass Nodes</source>
        <translation>旁路节点</translation>
    </message>
    <message>
        <source>Do Not Bypass Nodes</source>
        <translation>取消旁路节点</translation>
    </message>
    <message>
        <source>%1 (they differ)</source>
        <translation>%1（各不相同）</translation>
    </message>
    <message>
        <source>These nodes have no field in common.</source>
        <translation>这些节点没有共同的字段。</translation>
    </message>
    <message>
        <source>Remove from form</source>
        <translation>从表单移除</translation>
    </message>
    <message>
        <source>Promote to form</source>
        <translation>提升到表单</translation>
    </message>
    <message>
        <source>Remove from Form</source>
        <translation>从表单移除</translation>
    </message>
    <message>
        <source>Promote to Form</source>
        <translation>提升到表单</translation>
    </message>
    <message>
        <source>Sweep…</source>
        <translation>扫描…</translation>
    </message>
    <message>
        <source>Manual page</source>
        <translation>手册页</translation>
    </message>
    <message>
        <source>Reset All Fields</source>
        <translation>重置所有字段</translation>
    </message>
    <message>
        <source>Mute Node</source>
        <translation>停用节点</translation>
    </message>
    <message>
        <source>Unmute Node</source>
        <translation>取消停用节点</translation>
    </message>
    <message>
        <source>Mute Nodes</source>
        <translation>停用节点</translation>
    </message>
    <message>
        <source>Unmute Nodes</source>
        <translation>取消停用节点</translation>
    </message>
</context>
<context>
    <name>noiseloom::KeyCatcher</name>
    <message>
        <source>New key</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Press a key…  (Escape: do not)</source>
        <translation>请按一个键…（Esc：放弃）</translation>
    </message>
    <message>
        <source>Click, then press a key</source>
        <translation>点击，然后按一个键</translation>
    </message>
</context>
<context>
    <name>noiseloom::KeysEditor</name>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和按键</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>使用它</translation>
    </message>
    <message>
        <source>Use it as well</source>
        <translation>也使用它</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>无按键</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>%1 belongs to “%2”, which would lose it.</source>
        <translation>%1 属于“%2”，它将失去这个按键。</translation>
    </message>
</context>
<context>
    <name>noiseloom::KeysPage</name>
    <message>
        <source>Keys and Gestures</source>
        <translation>按键与手势</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>Mouse and canvas</source>
        <translation>鼠标与画布</translation>
    </message>
</context>
<context>
    <name>noiseloom::ListPopup</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
</context>
<context>
    <name>noiseloom::MainWindow</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Untitled %1</source>
        <translation>未命名 %1</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Workflows and pictures (*%1 *.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr);;All files (*)</source>
        <translation>工作流和图片 (*%1 *.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Workflows (*%1)</source>
        <translation>工作流 (*%1)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>保存对“%1”的更改吗？</translation>
    </message>
    <message>
        <source>a document without a name</source>
        <translation>一个没有名称的文档</translation>
    </message>
    <message>
        <source>Noiseloom ended before “%1” was saved. Its edits were kept.</source>
        <translation>Noiseloom 在“%1”保存之前就结束了。其编辑已被保留。</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>撤销 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>重做 %1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>About Noiseloom</source>
        <translation>关于 Noiseloom</translation>
    </message>
    <message>
        <source>Noiseloom

Guided diffusion as a graph: what guides a picture is there to see and to change.

Apache License 2.0</source>
        <translation>Noiseloom

以节点图进行引导扩散：图片受什么引导，看得见，也改得了。

Apache License 2.0</translation>
    </message>
    <message>
        <source>It cannot run yet: %1</source>
        <translation>还不能运行：%1</translation>
    </message>
    <message>
        <source>Everything is there already: nothing would be computed</source>
        <translation>一切都已就绪：不需要计算</translation>
    </message>
    <message>
        <source>runs %1 nodes, reuses %2</source>
        <translation>运行 %1 个节点，复用 %2 个</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Where pictures are computed, and in which numbers: see the settings</source>
        <translation>图片在哪里、以何种数值精度计算：见设置</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>打开最近的文件</translation>
    </message>
    <message>
        <source>Clear the List</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>noiseloom::MaskCanvas</name>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Arrows move the brush, Space puts a dot, E erases, [ and ] change its size.</source>
        <translation>方向键移动画笔，空格点一个点，E 擦除，[ 和 ] 改变大小。</translation>
    </message>
</context>
<context>
    <name>noiseloom::MaskField</name>
    <message>
        <source>Paint…</source>
        <translation>绘制…</translation>
    </message>
</context>
<context>
    <name>noiseloom::MaskPainter</name>
    <message>
        <source>Paint the mask</source>
        <translation>绘制蒙版</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>What is painted is made anew</source>
        <translation>涂上的部分将重新生成</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Takes strokes away (E; the right button or Shift does it at once)</source>
        <translation>擦去笔触（E；右键或 Shift 可直接擦除）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Takes the last stroke back (Ctrl+Z)</source>
        <translation>撤回最后一笔（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Takes all strokes away</source>
        <translation>清除所有笔触</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Size of the brush ([ and ], or the wheel)</source>
        <translation>画笔大小（[ 和 ]，或滚轮）</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Run the graph once to paint on the picture itself.</source>
        <translation>先运行一次，就可以在图片上绘制。</translation>
    </message>
</context>
<context>
    <name>noiseloom::Minimap</name>
    <message>
        <source>Minimap</source>
        <translation>缩略图</translation>
    </message>
</context>
<context>
    <name>noiseloom::ModelsPanel</name>
    <message>
        <source>Models in folders</source>
        <translation>文件夹中的模型</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Autoencoders</source>
        <translation>自编码器</translation>
    </message>
    <message>
        <source>Text and image encoders</source>
        <translation>文本与图像编码器</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>搜索模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Looked for in:
%1</source>
        <translation>查找位置：
%1</translation>
    </message>
    <message>
        <source>Puts the name into the selected node</source>
        <translation>把名称放入选中的节点</translation>
    </message>
    <message>
        <source>Select a node that loads a model first.</source>
        <translation>请先选中加载模型的节点。</translation>
    </message>
    <message>
        <source>Comes with Noiseloom: %1</source>
        <translation>随 Noiseloom 提供：%1</translation>
    </message>
</context>
<context>
    <name>noiseloom::NodeHeader</name>
    <message>
        <source>Bypass (D): pass on what comes in</source>
        <translation>旁路 (D)：把输入直接传下去</translation>
    </message>
    <message>
        <source>Manual page</source>
        <translation>手册页</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>The node&apos;s title; empty for that of its type</source>
        <translation>节点的标题；留空则用其类型的标题</translation>
    </message>
    <message>
        <source>Mute (M): as if it were not there</source>
        <translation>停用 (M)：当它不存在</translation>
    </message>
</context>
<context>
    <name>noiseloom::NoticeBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>noiseloom::NumberField</name>
    <message>
        <source>Whole numbers only: %1</source>
        <translation>只能是整数：%1</translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation>至少 %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureBox</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Keep the mouse here to see the picture before</source>
        <translation>把鼠标停在这里，看之前的图片</translation>
    </message>
    <message>
        <source>The picture comes here</source>
        <translation>图片将显示在这里</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureView</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>%1 by %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>No picture yet: run the workflow.</source>
        <translation>还没有图片：请运行工作流。</translation>
    </message>
</context>
<context>
    <name>noiseloom::PictureViewer</name>
    <message>
        <source>Picture viewer</source>
        <translation>图片查看器</translation>
    </message>
    <message>
        <source>The picture before (Page Up)</source>
        <translation>上一张图片 (Page Up)</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>The next picture (Page Down)</source>
        <translation>下一张图片 (Page Down)</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>All of it (F)</source>
        <translation>显示全图 (F)</translation>
    </message>
    <message>
        <source>Pixel by pixel (1)</source>
        <translation>逐像素 (1)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the viewer (Esc)</source>
        <translation>关闭查看器 (Esc)</translation>
    </message>
    <message>
        <source>Slider</source>
        <translation>滑杆</translation>
    </message>
    <message>
        <source>Drag a line between this picture and the one before (S); hold Space to see that one</source>
        <translation>在这张与前一张图片之间拖动一条线 (S)；按住空格看前一张</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>What differs from the one before (D), stronger with ] and weaker with [</source>
        <translation>与前一张的不同之处 (D)，] 增强，[ 减弱</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>Where guidance changes the picture (O)</source>
        <translation>引导在何处改变图片 (O)</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use it as an input of the workflow</source>
        <translation>作为工作流的输入使用</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save what is shown as a file</source>
        <translation>把显示的内容保存为文件</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>   difference ×%1</source>
        <translation>   差异 ×%1</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.webp)</source>
        <translation>图片 (*.png *.jpg *.webp)</translation>
    </message>
    <message>
        <source>%1 cannot be written. Choose a folder that you may write to, and an ending such as .png.</source>
        <translation>无法写入 %1。请选择可以写入的文件夹，以及 .png 之类的扩展名。</translation>
    </message>
</context>
<context>
    <name>noiseloom::QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Nothing runs or waits.</source>
        <translation>没有任务在运行或等待。</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Runs before the one above it (Alt+Up)</source>
        <translation>排到上一个之前 (Alt+上)</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>Runs after the one below it (Alt+Down)</source>
        <translation>排到下一个之后 (Alt+下)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Takes the job out of the queue, or stops it (Del)</source>
        <translation>把任务移出队列，或停止它 (Del)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Takes out all that waits</source>
        <translation>移出所有等待的任务</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>%1 · run %2</source>
        <translation>%1 · 第 %2 次运行</translation>
    </message>
    <message>
        <source> · sweep of %1</source>
        <translation> · 扫描 %1</translation>
    </message>
    <message>
        <source>%1 %, %2 s</source>
        <translation>%1 %，%2 秒</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待中</translation>
    </message>
</context>
<context>
    <name>noiseloom::ResultViewer</name>
    <message>
        <source>%1 cannot be written. Choose a folder that you may write to, and an ending such as .png.</source>
        <translation>无法写入 %1。请选择可以写入的文件夹，以及 .png 之类的扩展名。</translation>
    </message>
    <message>
        <source>%1 cannot be written: choose another folder for pictures in the settings.</source>
        <translation>无法写入 %1：请在设置中选择另一个图片文件夹。</translation>
    </message>
</context>
<context>
    <name>noiseloom::SearchPopup</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search nodes    &gt; commands    / in this graph</source>
        <translation>搜索节点    &gt; 命令    / 在此文档中</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>没有符合的</translation>
    </message>
    <message>
        <source>No node takes what this socket gives and is called so.</source>
        <translation>没有这样名称、又能接受这个插口所给之物的节点。</translation>
    </message>
    <message>
        <source>Try another word, or fewer.</source>
        <translation>换一个词，或少写几个。</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>No node gives what this socket takes and is called so.</source>
        <translation>没有这样名称、又能给出这个插口所需之物的节点。</translation>
    </message>
    <message>
        <source>A saved subgraph</source>
        <translation>已保存的子图</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>在 %1 中</translation>
    </message>
</context>
<context>
    <name>noiseloom::SeedField</name>
    <message>
        <source>Another seed (R)</source>
        <translation>换一个种子 (R)</translation>
    </message>
    <message>
        <source>Back to one of the last five</source>
        <translation>回到最近五个之一</translation>
    </message>
    <message>
        <source>the seed is too large</source>
        <translation>种子太大</translation>
    </message>
    <message>
        <source>a seed is a whole number</source>
        <translation>种子是一个整数</translation>
    </message>
    <message>
        <source>Seeds go from 0 to 18446744073709551615.</source>
        <translation>种子的范围是 0 到 18446744073709551615。</translation>
    </message>
</context>
<context>
    <name>noiseloom::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language is used from the next start on.</source>
        <translation>语言从下次启动起生效。</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Fade unrelated wires while a node is selected</source>
        <translation>选中节点时淡化无关的连线</translation>
    </message>
    <message>
        <source>Minimap</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Saved pictures carry their workflow</source>
        <translation>保存的图片带上其工作流</translation>
    </message>
    <message>
        <source>The best there is</source>
        <translation>现有最好的</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>As the device likes</source>
        <translation>由设备决定</translation>
    </message>
    <message>
        <source>Results in memory</source>
        <translation>内存中的结果</translation>
    </message>
    <message>
        <source>Results on disk</source>
        <translation>磁盘上的结果</translation>
    </message>
    <message>
        <source>Folders of models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add a folder of models</source>
        <translation>添加模型文件夹</translation>
    </message>
    <message>
        <source>Looked through besides:
%1</source>
        <translation>此外还会查找：
%1</translation>
    </message>
    <message>
        <source>Pictures are saved in</source>
        <translation>图片保存在</translation>
    </message>
    <message>
        <source>Folder for pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Chosen by Noiseloom</source>
        <translation>由 Noiseloom 决定</translation>
    </message>
    <message>
        <source>From the next start on. Results are kept up to these sizes, so that only what changed runs again: half of the memory, and 10 GiB of disk, where nothing else is set.</source>
        <translation>从下次启动起生效。结果保留到这个大小为止，使得只有改动的部分重新运行：若未设置，则为一半内存和 10 GiB 磁盘。</translation>
    </message>
    <message>
        <source>Words to complete prompts from: a file with one on each line</source>
        <translation>补全提示词用的词表：每行一个词的文件</translation>
    </message>
    <message>
        <source>List of words</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>None: what earlier prompts said</source>
        <translation>无：使用以前提示词中的词</translation>
    </message>
</context>
<context>
    <name>noiseloom::StartPage</name>
    <message>
        <source>Start with a template</source>
        <translation>从模板开始</translation>
    </message>
    <message>
        <source>They run at once, with the small model that comes along.</source>
        <translation>它们用随附的小模型即可立刻运行。</translation>
    </message>
    <message>
        <source>All templates</source>
        <translation>所有模板</translation>
    </message>
    <message>
        <source>Empty graph</source>
        <translation>空白图</translation>
    </message>
    <message>
        <source>Or go on with</source>
        <translation>或者继续</translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepDialog</name>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>And</source>
        <translation>以及</translation>
    </message>
    <message>
        <source>Swept input %1</source>
        <translation>扫描的输入 %1</translation>
    </message>
    <message>
        <source>nothing else</source>
        <translation>没有别的</translation>
    </message>
    <message>
        <source>Values of input %1</source>
        <translation>输入 %1 的值</translation>
    </message>
    <message>
        <source>1, 2, 4.5 or 1..9:5</source>
        <translation>1, 2, 4.5 或 1..9:5</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Values between commas, or the first and the last with how many.</source>
        <translation>用逗号分隔的值，或首尾两个值及个数。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 runs: %2 of %3 nodes have to run</source>
        <translation>%1 次运行：%3 个节点中有 %2 个要运行</translation>
    </message>
    <message>
        <source>, %1 of %2 steps</source>
        <translation>，%2 步中的 %1 步</translation>
    </message>
    <message>
        <source>, about %1 s</source>
        <translation>，约 %1 秒</translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepGrid</name>
    <message>
        <source>Pictures of the sweep</source>
        <translation>扫描的图片</translation>
    </message>
    <message>
        <source>no picture</source>
        <translation>没有图片</translation>
    </message>
    <message>
        <source>as the document is now</source>
        <translation>与文档现在的值相同</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>As the document is now</source>
        <translation>与文档现在的值相同</translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepPlot</name>
    <message>
        <source>Drag a rectangle to keep the pictures in it</source>
        <translation>拖出一个矩形，保留其中的图片</translation>
    </message>
</context>
<context>
    <name>noiseloom::SweepView</name>
    <message>
        <source>Use these values</source>
        <translation>使用这些值</translation>
    </message>
    <message>
        <source>Show picture</source>
        <translation>显示图片</translation>
    </message>
    <message>
        <source>Sweep</source>
        <translation>扫描</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Puts the chosen picture&apos;s values into the workflow (U)</source>
        <translation>把所选图片的值放入工作流 (U)</translation>
    </message>
    <message>
        <source>Shows the chosen picture large (Enter)</source>
        <translation>放大显示所选图片 (Enter)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
</context>
<context>
    <name>noiseloom::TemplatesPanel</name>
    <message>
        <source>Search templates</source>
        <translation>搜索模板</translation>
    </message>
</context>
<context>
    <name>noiseloom::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>节点图</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Queue %1</source>
        <translation>队列 %1</translation>
    </message>
    <message>
        <source>Stop   %1 %</source>
        <translation>停止   %1 %</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Ends what runs: Ctrl+.</source>
        <translation>结束正在运行的任务：Ctrl+.</translation>
    </message>
    <message>
        <source>Runs the whole graph: Ctrl+Enter</source>
        <translation>运行整张图：Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>noiseloom::TraceDrawer</name>
    <message>
        <source>Trace</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Sampler whose trace is shown</source>
        <translation>显示其轨迹的采样器</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>No node of this graph samples. Add one of the category Sampling.</source>
        <translation>这张图里没有采样的节点。请从“采样”类别添加一个。</translation>
    </message>
    <message>
        <source>Run the workflow: what guidance does in its steps is shown here.</source>
        <translation>请运行工作流：引导在各步中做了什么会显示在这里。</translation>
    </message>
    <message>
        <source>The guidance of this sampler has no scale that could be changed: a wire sets it, or there is none.</source>
        <translation>这个采样器的引导没有可以改变的强度：它由连线给出，或者根本没有。</translation>
    </message>
    <message>
        <source>Guide otherwise from here</source>
        <translation>从这里起换一种引导</translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation>从这里分叉</translation>
    </message>
    <message>
        <source>Look at this step as a node</source>
        <translation>把这一步作为节点查看</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Sweep from here…</source>
        <translation>从这里开始扫描…</translation>
    </message>
</context>
<context>
    <name>templates</name>
    <message>
        <source>Text to image</source>
        <translation>文生图</translation>
    </message>
    <message>
        <source>Image to image</source>
        <translation>图生图</translation>
    </message>
    <message>
        <source>Guide with CLIP</source>
        <translation>用 CLIP 引导</translation>
    </message>
    <message>
        <source>Compare guidance</source>
        <translation>比较引导强度</translation>
    </message>
</context>
</TS>
