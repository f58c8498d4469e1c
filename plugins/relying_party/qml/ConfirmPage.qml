pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import RelyingParty

// 扫码确认: nothing happens before the button is pressed.
AppPage {
    id: page

    required property ConfirmViewModel vm
    readonly property bool asking: vm.stage === "asking"

    viewModel: vm

    EmptyState {
        objectName: "looking"
        visible: page.vm.stage === "looking" && page.vm.errorCode === ""
        iconName: "scan"
        text: qsTr("正在核实二维码的来源…")
    }
    EmptyState {
        objectName: "done"
        visible: page.vm.stage === "done"
        iconName: "success"
        text: qsTr("已完成，请回到网页继续。")
        action: qsTr("返回首页")
        onActionClicked: page.vm.refuse()
    }
    EmptyState {
        objectName: "unsent"
        visible: page.vm.stage === "unsent"
        iconName: "warning"
        text: qsTr("结果已生成，但还没有送达网站。")
        action: qsTr("重新发送")
        onActionClicked: page.vm.sendAgain()
    }
    AppCard {
        visible: page.asking

        RowLayout {
            Layout.fillWidth: true
            spacing: Style.space(4)
            Rectangle {
                Layout.preferredWidth: Style.space(12)
                Layout.preferredHeight: Style.space(12)
                Layout.alignment: Qt.AlignTop
                radius: Style.radiusLarge
                color: Style.accentSoft
                AppIcon {
                    anchors.centerIn: parent
                    iconName: "globe"
                    size: Style.space(6)
                    color: Style.accent
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: Style.space(1)
                AppText {
                    objectName: "party"
                    Layout.fillWidth: true
                    level: "heading"
                    text: page.vm.party
                }
                AppText {
                    Layout.fillWidth: true
                    muted: true
                    text: page.vm.operator
                }
                AppText {
                    Layout.fillWidth: true
                    level: "small"
                    muted: true
                    text: page.vm.host
                }
            }
            Badge {
                Layout.alignment: Qt.AlignTop
                text: qsTr("已在平台注册")
                kind: "success"
            }
        }
        AppText {
            objectName: "operation"
            Layout.fillWidth: true
            level: "title"
            text: page.vm.operation
        }
        AppText {
            objectName: "requestTitle"
            Layout.fillWidth: true
            text: page.vm.title
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: page.vm.explanation
        }
    }
    AppCard {
        visible: page.asking && page.vm.documentName !== ""
        title: qsTr("文件")

        ListRow {
            objectName: "document"
            iconName: "document"
            title: page.vm.documentName
            subtitle: page.vm.documentFacts
            chevron: false
        }
        PdfView {
            objectName: "pages"
            visible: page.vm.pageCount > 0
            Layout.fillWidth: true
            Layout.preferredHeight: Style.space(Style.compact ? 90 : 120)
            document: page.vm.document
        }
    }
    AppCard {
        visible: page.asking
        title: qsTr("使用的证书")

        EmptyState {
            objectName: "noCredential"
            visible: page.vm.missing
            iconName: "certificate"
            text: qsTr("没有可用的证书，请插入介质或办理移动证书。")
            action: qsTr("移动证书")
            onActionClicked: page.vm.openPage("mobile_cert.home")
        }
        Repeater {
            model: page.vm.choices

            ListRow {
                required property int index
                required property string credentialId
                required property string subject
                required property string facts
                required property bool chosen

                objectName: "choice" + index
                iconName: "certificate"
                title: subject
                subtitle: facts
                badge: chosen ? qsTr("已选择") : ""
                badgeKind: "success"
                chevron: false
                onClicked: page.vm.choose(credentialId)
            }
        }
        AppComboBox {
            objectName: "seal"
            Layout.fillWidth: true
            visible: page.vm.sealNames.length > 0
            label: qsTr("印章")
            model: page.vm.sealNames
            currentIndex: page.vm.sealIndex
            onActivated: index => page.vm.sealIndex = index
        }
    }
    AppText {
        visible: page.asking
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        muted: true
        text: qsTr("二维码还有 %1 秒有效").arg(page.vm.secondsLeft)
        Accessible.ignored: true
    }
    GridLayout {
        visible: page.asking
        Layout.fillWidth: true
        columns: Style.compact ? 1 : 2
        columnSpacing: Style.space(3)
        rowSpacing: Style.space(3)
        uniformCellWidths: true

        AppButton {
            objectName: "refuse"
            Layout.fillWidth: true
            kind: "secondary"
            text: qsTr("拒绝")
            onClicked: page.vm.refuse()
        }
        AppButton {
            objectName: "confirm"
            Layout.fillWidth: true
            text: page.vm.accept
            enabled: page.vm.canConfirm && !page.vm.busy
            busy: page.vm.busy
            onClicked: page.vm.confirm()
        }
    }
}
